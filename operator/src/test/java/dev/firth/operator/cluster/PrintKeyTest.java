package dev.firth.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.operator.fixture.ApiServer;
import dev.firth.operator.fixture.LiveNamespace;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The key of prints, on a real API server. */
@Tag("cluster")
class PrintKeyTest {
  private final LiveNamespace namespace = new LiveNamespace(ApiServer.get());

  @AfterEach
  void stop() {
    namespace.close();
  }

  private byte[] key(long seed) {
    return PrintKey.of(namespace.client(), namespace.name(), new Random(seed));
  }

  @Test
  void isMadeOnceAndKept() {
    byte[] first = key(1);
    assertThat(first).hasSize(32);
    assertThat(key(2)).isEqualTo(first);
  }
}
