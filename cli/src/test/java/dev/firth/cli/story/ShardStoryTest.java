package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code firth shard} beside a store that runs by itself, as pods run it. */
class ShardStoryTest {
  @TempDir Path folder;

  @Test
  void anotherProcessTakesTheTaskOverAndTheFirstEnds() throws Exception {
    var flow = published("10m");
    try (var store = store(flow);
        var first = shard(flow)) {
      first.awaitOut("Capture files: Running");
      try (var second = shard(flow)) {
        second.awaitOut("Capture files: Running");
        flow.append("more.ndjson", Quickstart.visit("/", 1));

        var fenced = first.end();

        assertThat(fenced.exit()).as(fenced.all()).isEqualTo(3);
        assertThat(fenced.out()).containsPattern("Capture files: Backoff: .*another owner");
        assertThat(second.isAlive()).isTrue();
        assertThat(second.terminateExit()).isZero();
      }
      assertThat(store.isAlive()).isTrue();
    }
  }

  @Test
  @Tag("slow")
  void whatSleptTooLongTrustsItselfNoMore() throws Exception {
    var flow = published("20s");
    try (var store = store(flow);
        var shard = shard(flow)) {
      shard.awaitOut("Capture files: Running");
      shard.signal("STOP");
      Eventually.passes(12_000);
      shard.signal("CONT");

      var ended = shard.end();

      assertThat(ended.exit()).as(ended.all()).isEqualTo(3);
      assertThat(ended.out()).contains("Capture files: Backoff: ");
      assertThat(store.isAlive()).isTrue();
    }
  }

  private Quickstart published(String retention) throws Exception {
    var flow = Quickstart.copy(folder);
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

  private static FirthProcess shard(Quickstart flow) throws IOException {
    return FirthProcess.start(
        flow.directory(), "shard", "--spec", ".firth/specs/capture-files.json");
  }
}
