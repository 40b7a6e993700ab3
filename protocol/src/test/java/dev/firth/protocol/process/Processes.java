package dev.firth.protocol.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what other processes do, which send no signal. */
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
    Awaitility.await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(patience)
        .until(condition);
  }
}
