package dev.firth.journals.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the embedded store fills up: a small tmpfs, where this process may mount one. */
class DiskFullTest {
  private static final int DISK_MEGABYTES = 2;

  @TempDir Path folder;

  @BeforeEach
  void mount() throws Exception {
    Assumptions.assumeTrue(
        run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + DISK_MEGABYTES + "m",
                "tmpfs",
                folder.toString())
            == 0,
        "a full disk is not tried: mounting a tmpfs needs root");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", folder.toString());
  }

  private static int run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void isAnErrorAndLeavesNoObject() throws Exception {
    byte[] body = new byte[300_000];
    new Random(1).nextBytes(body);
    try (EmbeddedStore server = EmbeddedStore.start(EmbeddedStore.Options.of(folder));
        S3LogStore store = TestStores.open(server, "")) {
      int written = 0;
      PutAnswer answer = store.putIfAbsent("log/0", body);
      while (answer instanceof PutAnswer.Created) {
        written++;
        answer = store.putIfAbsent("log/" + written, body);
      }

      assertThat(written).isBetween(3, 7);
      assertThat(answer)
          .isInstanceOfSatisfying(
              PutAnswer.Unknown.class,
              unknown ->
                  assertThat(unknown.why())
                      .isEqualTo(
                          "HTTP 500 InternalError: java.io.IOException: No space left on device"));
      assertThat(store.get("log/" + written)).isInstanceOf(GetAnswer.Missing.class);
      assertThat(((ListAnswer.Listed) store.list("log/", null, 100)).entries()).hasSize(written);
      assertThat(Files.list(folder.resolve(".store/incoming"))).isEmpty();

      store.delete("log/0");
      assertThat(store.putIfAbsent("log/" + written, body)).isInstanceOf(PutAnswer.Created.class);
    }
  }
}
