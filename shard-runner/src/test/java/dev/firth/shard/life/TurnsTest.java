package dev.firth.shard.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.shard.policy.ClosePolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns<String> turns = new Turns<>("a", "b");

  @Test
  void oneFillsWhileTheOtherCommits() {
    assertThat(turns.filling()).isEqualTo("a");
    assertThat(turns.closed()).isNull();

    assertThat(turns.close(5)).isEqualTo("a");
    assertThat(turns.filling()).isEqualTo("b");
    assertThat(turns.closed()).isEqualTo("a");

    turns.ended();
    assertThat(turns.closed()).isNull();
    assertThat(turns.close(9)).isEqualTo("b");
    assertThat(turns.filling()).isEqualTo("a");
  }

  @Test
  void noneClosesBeforeTheOneBeforeHasEnded() {
    turns.close(5);
    assertThatThrownBy(() -> turns.close(6)).isInstanceOf(IllegalStateException.class);
    assertThat(turns.filling()).isEqualTo("b");
  }

  @Test
  void timeRunsSinceTheLastClose() {
    assertThat(turns.sinceClose(100)).isEqualTo(ClosePolicy.FOREVER);
    turns.close(100);
    turns.ended();
    assertThat(turns.sinceClose(130)).isEqualTo(Duration.ofNanos(30));
  }
}
