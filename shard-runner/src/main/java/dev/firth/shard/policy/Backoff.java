package dev.firth.shard.policy;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a failed shard is tried again: doubles with each failure up to a ceiling,
 * with half of it left to chance so that many shards that failed together do not return together.
 *
 * @param first the wait after the first failure
 * @param ceiling the longest wait
 * @param healthy a run that lasted this long ends a series of failures
 */
public record Backoff(Duration first, Duration ceiling, Duration healthy) {

  /** 500 ms, doubling to one minute; two healthy minutes end a series. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1), Duration.ofMinutes(2));

  private static final int MAX_DOUBLINGS = 30;

  /**
   * The wait after this failure.
   *
   * @param failures failures in a row, this one included; at least 1
   * @param random where the jitter comes from
   * @return between half and all of {@code first * 2^(failures-1)}, never above the ceiling
   */
  public Duration delay(int failures, RandomGenerator random) {
    int doublings = Math.clamp(failures - 1L, 0, MAX_DOUBLINGS);
    long full = Math.min(ceiling.toMillis(), first.toMillis() << doublings);
    long half = full / 2;
    return Duration.ofMillis(full - half + (half == 0 ? 0 : random.nextLong(half + 1)));
  }

  /** The length of the series after a run that lasted {@code ran} and failed. */
  public int failuresAfter(int before, Duration ran) {
    return ran.compareTo(healthy) >= 0 ? 1 : before + 1;
  }
}
