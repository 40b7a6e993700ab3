package dev.firth.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWatchTest {
  @TempDir Path directory;
  private DirectoryWatch watch;

  @BeforeEach
  void publish() throws IOException {
    Files.writeString(directory.resolve("flow.yaml"), "a: 1\n");
    watch = new DirectoryWatch(directory);
  }

  @Test
  void anEditCountsOnceWhenItHasComeToRest() throws IOException {
    Files.writeString(directory.resolve("flow.yaml"), "a: 1\nb: 2\n");

    assertThat(watch.changed()).as("first look: may still be written").isFalse();
    assertThat(watch.changed()).as("second look agrees").isTrue();
    assertThat(watch.changed()).as("published by now").isFalse();
  }

  @Test
  void newRemovedAndSecretFilesCount() throws IOException {
    Files.writeString(directory.resolve(".env"), "db.password=x\n");
    watch.changed();
    assertThat(watch.changed()).isTrue();

    Files.delete(directory.resolve("flow.yaml"));
    watch.changed();
    assertThat(watch.changed()).isTrue();
  }

  @Test
  void otherFilesAndHiddenFoldersDoNot() throws IOException {
    Files.writeString(directory.resolve("data.ndjson"), "{}\n");
    Files.createDirectory(directory.resolve(".firth"));
    Files.writeString(directory.resolve(".firth/up.json"), "{}");
    watch.changed();
    assertThat(watch.changed()).isFalse();
  }
}
