package dev.firth.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When a namespace is built. */
class QuietTest {
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  private final Quiet quiet = new Quiet(now::get);

  private void later(int seconds) {
    now.updateAndGet(t -> t.plusSeconds(seconds));
  }

  @Test
  void isWhenNothingChangedForAsLongAsItHasToSettle() {
    quiet.heard("acme");
    assertThat(quiet.remaining("acme", SETTLE)).isEqualTo(SETTLE);
    later(3);
    assertThat(quiet.remaining("acme", SETTLE)).isEqualTo(Duration.ofSeconds(2));
    quiet.heard("acme");
    later(4);
    assertThat(quiet.remaining("acme", SETTLE)).isEqualTo(Duration.ofSeconds(1));
    later(1);
    assertThat(quiet.remaining("acme", SETTLE)).isZero();
    assertThat(quiet.remaining("acme", Duration.ZERO)).isZero();
  }

  @Test
  void namespacesDoNotWaitForEachOther() {
    quiet.heard("acme");
    assertThat(quiet.remaining("other", SETTLE)).isZero();
    assertThat(quiet.concerns("other")).isFalse();
    assertThat(quiet.concerns("acme")).isTrue();
  }
}
