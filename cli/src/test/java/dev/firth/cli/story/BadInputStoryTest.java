package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees when data or directory are not as they should be. */
class BadInputStoryTest {
  @TempDir Path folder;

  @Test
  void aDocumentThatBreaksItsSchemaPausesUntilTheSchemaIsMended() throws Exception {
    var flow = Quickstart.copy(folder);
    long visits = Quickstart.visits("/");
    try (var up = flow.up()) {
      flow.awaitVisits("/", visits);

      flow.append("more.ndjson", Quickstart.visit("/", 3), Quickstart.visit("/", -1));
      up.awaitOut("Capture files: paused");
      assertThat(up.out())
          .containsPattern(
              "Capture files: paused: visits key \\[\"/\"\\]: /visits: expected .*0.*-1.*"
                  + "Fix the schema or the source, then apply; it resumes by itself\\.");

      var status = flow.firth("status");
      assertThat(status.exit()).isEqualTo(1);
      assertThat(status.out()).contains("Capture files", "Paused", "expected");

      flow.edit("minimum: 0", "minimum: -10");
      flow.awaitVisits("/", visits + 2);
      assertThat(flow.firth("status").exit()).isZero();
      assertThat(up.out()).containsOnlyOnce("Capture files: paused");
    }
  }

  @Test
  void aMalformedLineIsNamedAndWhatStandsBeforeItIsCaptured() throws Exception {
    var flow = Quickstart.copy(folder);
    flow.append("bad.ndjson", Quickstart.visit("/", 1000), "{\"page\": \"/\", oops");

    var broken = flow.upOnce();

    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.out())
        .containsPattern("Capture files: .*file bad\\.ndjson, line 2 \\(byte \\d+ of the file\\)")
        .contains("Correct the line, or take the file away");

    var lines = Files.readAllLines(folder.resolve("visits/bad.ndjson"));
    Files.write(
        folder.resolve("visits/bad.ndjson"),
        List.of(lines.getFirst(), Quickstart.visit("/", 10_000)));
    var mended = flow.upOnce();

    assertThat(mended.exit()).as(mended.all()).isZero();
    assertThat(flow.pages()).containsEntry("/", Quickstart.visits("/") + 11_000);
  }

  @Test
  void aSecondUpOnTheSameDirectoryIsRefused() throws Exception {
    var flow = Quickstart.copy(folder);
    try (var up = flow.up()) {
      flow.awaitVisits("/", Quickstart.visits("/"));

      var second = flow.upOnce();

      assertThat(second.exit()).isEqualTo(3);
      assertThat(second.err())
          .containsPattern(
              "^Another `firth up` \\(pid \\d+\\) runs .*\\. Stop it first, or run a copy")
          .hasLineCount(1);
      assertThat(up.isAlive()).isTrue();
    }
  }

  @Test
  void aDestinationOfAnotherStoreIsRefusedUntilItIsTakenOver() throws Exception {
    var one = Quickstart.copy(folder.resolve("one"));
    assertThat(one.upOnce().exit()).isZero();
    var two = Quickstart.copy(folder.resolve("two"));
    two.append("two.ndjson", Quickstart.visit("/", 1000));
    Files.copy(one.directory().resolve("pages.db"), two.directory().resolve("pages.db"));

    var refused = two.upOnce();

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out())
        .containsPattern(
            "Materialization pages: .*table pages was filled by another Firth \\(store [0-9a-f]+\\)\\. "
                + "Use another table, or --take-over");
    assertThat(two.pages()).isEqualTo(Quickstart.sums());

    var taken = two.upOnce("--take-over");

    assertThat(taken.exit()).as(taken.all()).isZero();
    assertThat(two.pages()).containsEntry("/", Quickstart.visits("/") + 1000);
  }

  @Test
  void nothingIsRunOfAFlowWithErrors() throws Exception {
    var flow = Quickstart.copy(folder);
    flow.edit("name: materialize-sqlite", "name: materialize-sqlit");
    flow.edit("key: [/page]", "key: [/pag]");

    var refused = flow.upOnce();

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.all()).contains("materialize-sqlit", "/pag");
    assertThat(folder.resolve("pages.db")).doesNotExist();
  }
}
