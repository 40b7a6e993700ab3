package dev.firth.e2e;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting for a condition of the outside world, which sends no signal when it holds. */
public final class Waiting {
  private static final long LOOK_MILLIS = 20;

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
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
