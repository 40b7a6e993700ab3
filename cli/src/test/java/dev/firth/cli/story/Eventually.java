package dev.firth.cli.story;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waiting for what another process does, which sends no signal. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);

  private Eventually() {}

  /** Something that another process makes true. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until a condition holds; fails with the words after a minute. */
  static void holds(Condition condition, Supplier<String> what) {
    try {
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(LOOK)
          .atMost(PATIENCE)
          .until(condition::holds);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "Waited " + PATIENCE.toSeconds() + " s in vain until " + what.get(), e);
    }
  }

  /** Lets time pass, where nothing but time makes the difference. */
  static void passes(long millis) throws InterruptedException {
    var never = new CountDownLatch(1);
    if (never.await(millis, TimeUnit.MILLISECONDS)) {
      throw new AssertionError();
    }
  }
}
