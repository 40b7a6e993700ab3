package dev.firth.shard.policy;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a failed shard is tried again: doubles with each failure up to a ceiling,
 * with half of it left to chance so that many shards that failed together do not return together.
 *
 * <p>A series of failures ends with a run that did well for {@link #WORTH} times the last wait:
 * what works most of the time is not kept waiting for its earlier failures, and what fails again
 * and again spends little of the machine on it.
 *
 * @param first the wait after the first failure
 * @param ceiling the longest wait
 * @param healthy a run that did well for this long ends every series
 */
public record Backoff(Duration first, Duration ceiling, Duration healthy) {

  /** 100 ms, doubling to one minute; two healthy minutes end every series. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofMinutes(2));

  private static final int WORTH = 20;
  private static final int MAX_DOUBLINGS = 30;

  /**
   * The wait after this failure.
   *
   * @param failures failures in a row, this one included; at least 1
   * @param random where the jitter comes from
   * @return between half and all of {@code first * 2^(failures-1)}, never above the ceiling
   */
  public Duration delay(int failures, RandomGenerator random) {
    long full = longest(failures);
    long half = full / 2;
    return Duration.ofMillis(full - half + (half == 0 ? 0 : random.nextLong(half + 1)));
  }

  private long longest(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, MAX_DOUBLINGS);
    return Math.min(ceiling.toMillis(), first.toMillis() << doublings);
  }

  /**
   * The length of the series after one more failure.
   *
   * @param well how long the run that failed had done what it should: starting does not count
   */
  public int failuresAfter(int before, Duration well) {
    long enough = Math.min(healthy.toMillis(), WORTH * longest(before));
    return well.toMillis() >= enough ? 1 : before + 1;
  }
}
