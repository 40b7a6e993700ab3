package dev.firth.cli.story;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waiting for what another process does, which sends no signal. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = 20_000_000;

  private Eventually() {}

  /** Something that another process makes true. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until a condition holds; fails with the words after a minute. */
  static void holds(Condition condition, Supplier<String> what) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!look(condition)) {
      if (System.nanoTime() > until) {
        throw new AssertionError(
            "Waited " + PATIENCE.toSeconds() + " s in vain until " + what.get());
      }
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** Lets time pass, where nothing but time makes the difference. */
  static void passes(long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static boolean look(Condition condition) throws InterruptedException {
    try {
      return condition.holds();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
