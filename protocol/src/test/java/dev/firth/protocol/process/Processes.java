package dev.firth.protocol.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting for what other processes do. */
final class Processes {
  private Processes() {}

  /** Until it is gone, or a zombie that the machine's first process has not buried yet. */
  static void awaitEnd(String pid) throws Exception {
    Path stat = Path.of("/proc", pid, "stat");
    await(
        "the end of process " + pid,
        Duration.ofSeconds(5),
        () -> !Files.exists(stat) || Files.readString(stat).matches("(?s).*\\) Z .*"));
  }

  static void await(String what, Duration patience, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    var never = new CountDownLatch(1);
    while (!condition.call()) {
      if (System.nanoTime() > deadline || never.await(5, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("waited in vain for " + what);
      }
    }
  }
}
