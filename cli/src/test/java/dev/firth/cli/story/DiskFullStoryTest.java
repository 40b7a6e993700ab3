package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the store fills up: a small tmpfs, where this process may mount one. */
class DiskFullStoryTest {
  private static final int LINES = 400;
  private static final int LETTERS = 20_000;

  @TempDir Path folder;

  @BeforeEach
  void mount() throws Exception {
    Files.createDirectories(folder.resolve(".firth"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", state()) == 0,
        "a full disk is not tried: mounting a tmpfs needs root");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", state());
  }

  private String state() {
    return folder.resolve(".firth").toString();
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void itIsSaidAndNothingIsLostOnceThereIsRoom() throws Exception {
    var flow = Quickstart.empty(folder);
    var random = new Random(7);
    for (int i = 0; i < LINES; i++) {
      flow.append("big.ndjson", Quickstart.visit("/" + letters(random), 1));
    }
    flow.append("big.ndjson", Quickstart.visit("/end", 5));
    try (var up = flow.up()) {
      up.awaitOut("No space left on device");
      assertThat(up.out())
          .contains("Capture files: Running: the store does not take what it writes: ")
          .contains(
              "Nothing is lost, it tries again: see to the store, or to the room on its disk.");
      assertThat(flow.firth("status").out()).contains("No space left on device");
      assertThat(up.isAlive()).isTrue();

      assertThat(run("mount", "-o", "remount,size=200m", state())).isZero();
      flow.awaitVisits("/end", 5);
      assertThat(flow.pages()).hasSize(LINES + 1);
    }
  }

  private static String letters(Random random) {
    return random
        .ints(LETTERS, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
