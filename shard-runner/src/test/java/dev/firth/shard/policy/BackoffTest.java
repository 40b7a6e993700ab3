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
    "1, 50, 100",
    "2, 100, 200",
    "4, 400, 800",
    "10, 25600, 51200",
    "11, 30000, 60000",
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

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "1, 0, 2",
    "1, 1999, 2",
    "1, 2000, 1",
    "4, 15999, 5",
    "4, 16000, 1",
    "20, 119999, 21",
    "20, 120000, 1"
  })
  void aRunThatDidWellForLongEnoughEndsTheSeries(int before, long millis, int after) {
    assertThat(backoff.failuresAfter(before, Duration.ofMillis(millis))).isEqualTo(after);
  }
}
