package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart with its connectors as processes beside {@code up}. */
@Tag("slow")
class ConnectorProcessStoryTest {
  @TempDir Path folder;

  @Test
  void theyEndWithUpHoweverItEnds() throws Exception {
    var flow = Quickstart.copy(folder);
    long visits = Quickstart.visits("/");
    String[] options = {
      "--connector", own("source-files"), "--connector", own("materialize-sqlite")
    };

    List<ProcessHandle> connectors;
    try (var up = flow.up(options)) {
      flow.awaitVisits("/", visits);
      connectors = up.descendants();
      assertThat(connectors).hasSizeGreaterThanOrEqualTo(2);
      up.kill();
    }
    awaitGone(connectors);

    flow.append("more.ndjson", Quickstart.visit("/", 9));
    try (var up = flow.up(options)) {
      flow.awaitVisits("/", visits + 9);
      connectors = up.descendants();
      assertThat(up.terminate()).isLessThan(Duration.ofMillis(2_500));
    }
    awaitGone(connectors);
  }

  private static void awaitGone(List<ProcessHandle> processes) throws InterruptedException {
    Eventually.holds(
        () -> processes.stream().noneMatch(ProcessHandle::isAlive),
        () -> "no connector is left behind");
  }

  private static String own(String connector) {
    return connector + "=" + String.join(" ", FirthProcess.command()) + " connector " + connector;
  }
}
