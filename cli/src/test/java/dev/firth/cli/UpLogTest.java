package dev.firth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of {@code up}, as its configuration keeps it. */
class UpLogTest {
  @TempDir Path folder;

  @Test
  void keepsFourFilesAndTheLatestLines() throws Exception {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("firth.log", folder.resolve("up.log").toString());
    context.putProperty("firth.log.size", "10KB");
    context.putProperty("firth.log.check", "0 seconds");
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(getClass().getResource("/logback-file.xml"));

    for (int i = 0; i < 1_000; i++) {
      context.getLogger("dev.firth").info("line {} {}", i, "x".repeat(100));
    }
    context.stop();

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("up.log", "up.log.1", "up.log.2", "up.log.3");
    }
    assertThat(Files.readString(folder.resolve("up.log"))).contains("line 999 ");
    assertThat(Files.size(folder.resolve("up.log.3"))).isLessThan(12_000);
  }
}
