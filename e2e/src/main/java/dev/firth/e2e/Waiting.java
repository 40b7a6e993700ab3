package dev.firth.e2e;

import java.time.Duration;

/** Waiting for a condition of the outside world, which sends no signal when it holds. */
public final class Waiting {
  private static final Duration LOOK = Duration.ofMillis(20);

  private Waiting() {}

  /** A condition that may fail to be looked at. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Waits until the condition holds.
   *
   * @return seconds that took
   * @throws AssertionError after {@code patience}, naming what was waited for
   */
  public static double until(String what, Duration patience, Condition condition)
      throws InterruptedException {
    long start = System.nanoTime();
    Exception last = null;
    while (true) {
      try {
        if (condition.holds()) {
          return (System.nanoTime() - start) / 1e9;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError("waited " + patience.toSeconds() + " s for " + what, last);
      }
      passes(LOOK);
    }
  }

  /**
   * Lets time pass where time itself is wanted, rather than anything that happens in it: the pace
   * of a load, the moment of a fault, a limit.
   */
  public static void passes(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
