package dev.firth.shard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = Backoff.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "1, 250, 500",
    "2, 500, 1000",
    "4, 2000, 4000",
    "8, 30000, 60000",
    "9, 30000, 60000",
    "1000000, 30000, 60000"
  })
  void waitsBetweenHalfAndAllOfTheDoubledDelay(int failures, long least, long most) {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      assertThat(backoff.delay(failures, random).toMillis()).isBetween(least, most);
    }
  }

  @Test
  void sameSeedSameDelay() {
    assertThat(backoff.delay(5, new SplittableRandom(3)))
        .isEqualTo(backoff.delay(5, new SplittableRandom(3)));
  }

  @Test
  void aHealthyRunEndsTheSeries() {
    assertThat(backoff.failuresAfter(6, Duration.ofSeconds(1))).isEqualTo(7);
    assertThat(backoff.failuresAfter(6, Duration.ofMinutes(3))).isEqualTo(1);
  }
}
