package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code firth shard} beside a store that runs by itself, as pods run it. */
class ShardStoryTest {
  @TempDir Path folder;

  /** R has a floor of 20 s, and a half of it must pass: the second task's story fills that time. */
  @Test
  void whoSleptTooLongOrWasReplacedEndsAndTheStoreGoesOn() throws Exception {
    var flow = published("20s");
    try (var store = store(flow);
        var sleeper = shard(flow, "files")) {
      sleeper.awaitOut("Capture files: Running");
      sleeper.signal("STOP");
      long since = System.nanoTime();

      anotherProcessTakesTheTaskOver(flow);

      Eventually.passes(Math.max(0, 10_500 - (System.nanoTime() - since) / 1_000_000));
      sleeper.signal("CONT");
      var ended = sleeper.end();
      assertThat(ended.exit()).as(ended.all()).isEqualTo(3);
      assertThat(ended.out()).contains("Capture files: Backoff: ").contains("half of");
      assertThat(store.isAlive()).isTrue();
    }
  }

  private void anotherProcessTakesTheTaskOver(Quickstart flow) throws Exception {
    try (var first = shard(flow, "others")) {
      first.awaitOut("Capture others: Running");
      try (var second = shard(flow, "others")) {
        second.awaitOut("Capture others: Running");
        Files.writeString(folder.resolve("others/more.ndjson"), Quickstart.visit("/", 1) + "\n");

        var fenced = first.end();

        assertThat(fenced.exit()).as(fenced.all()).isEqualTo(3);
        assertThat(fenced.out()).containsPattern("Capture others: Backoff: .*another owner");
        assertThat(second.isAlive()).isTrue();
        assertThat(second.terminateExit()).isZero();
      }
    }
  }

  private Quickstart published(String retention) throws Exception {
    var flow = Quickstart.copy(folder);
    Files.createDirectories(folder.resolve("others"));
    var capture = Files.readString(flow.flow()).split("\n---\n", 2)[0];
    Files.writeString(
        folder.resolve("others.yaml"),
        capture.replace("name: files", "name: others").replace("path: visits", "path: others"));
    var published = flow.upOnce("--log-retention", retention);
    assertThat(published.exit()).as(published.all()).isZero();
    return flow;
  }

  private static FirthProcess store(Quickstart flow) throws IOException, InterruptedException {
    var port = Files.readString(flow.state().resolve("store.port")).strip();
    var store = FirthProcess.start(flow.directory(), "store", ".firth/store", "--port", port);
    store.awaitOut("Every write is on disk");
    return store;
  }

  private static FirthProcess shard(Quickstart flow, String capture) throws IOException {
    return FirthProcess.start(
        flow.directory(), "shard", "--spec", ".firth/specs/capture-" + capture + ".json");
  }
}
