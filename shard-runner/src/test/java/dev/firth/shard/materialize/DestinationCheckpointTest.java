package dev.firth.shard.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.firth.journals.log.Cut;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Position;
import dev.firth.protocol.message.RawJson;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationCheckpointTest {
  @Test
  void survivesTheDestination() {
    LogName shop = LogName.root("acme", "capture", "shop", "0.0");
    LogName web = LogName.root("acme", "capture", "web", "1.0");
    Cut cut =
        Cut.EMPTY
            .with("orders.0.0", shop, new Position.At(118, new HybridClock(1_764_000_000_000L, 3)))
            .with("orders.0.0", web, new Position.Done());
    var written =
        new DestinationCheckpoint(
            "7c1f", "acme/materialization/w/0.0/x", cut, Map.of("orders.0.0", new byte[] {33, 7}));
    var read = DestinationCheckpoint.parse(RawJson.of(written.json().toString()));
    assertThat(read.store()).isEqualTo("7c1f");
    assertThat(read.log()).isEqualTo("acme/materialization/w/0.0/x");
    assertThat(read.cut()).isEqualTo(cut);
    assertThat(read.max().get("orders.0.0")).containsExactly(33, 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]", "not json", "{\"store\":\"x\"}"})
  void isToldFromWhatOthersWrite(String bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DestinationCheckpoint.parse(RawJson.of(bytes)))
        .withMessageContaining("not a checkpoint of ours");
  }
}
