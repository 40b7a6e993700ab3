package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart: all arrives, once, whatever happens to the process. */
class QuickstartStoryTest {
  private static final int LINES = 100;

  @TempDir Path folder;

  @Test
  void onceMovesEverythingAndASecondRunAddsNothing() throws Exception {
    var flow = Quickstart.copy(folder);

    var first = flow.upOnce();

    assertThat(first.all()).contains("Capture files: Running", "Materialization pages");
    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(flow.pages()).isEqualTo(Quickstart.sums());

    var second = flow.upOnce();

    assertThat(second.exit()).as(second.all()).isZero();
    assertThat(flow.pages()).isEqualTo(Quickstart.sums());
    Fragments.assertCommittedOnce(flow, "visits");
  }

  @Test
  void killedInTheMiddleOfAppendsTheSumIsExact() throws Exception {
    var flow = Quickstart.empty(folder);
    long sum = 0;
    for (int life = 0; life < 5; life++) {
      try (var up = flow.up()) {
        long before = sum;
        for (int i = 0; i < LINES; i++) {
          flow.append("life-" + life + ".ndjson", Quickstart.visit("/", i));
          sum += i;
          if (i == LINES / 2) {
            Eventually.holds(
                () -> flow.pages().getOrDefault("/", 0L) > before,
                () -> "something of this life arrives; it printed\n" + up.out());
          }
        }
        up.kill();
      }
    }

    var last = flow.upOnce();

    assertThat(last.exit()).as(last.all()).isZero();
    assertThat(flow.pages()).containsEntry("/", sum);
    Fragments.assertCommittedOnce(flow, "visits");
  }

  @Test
  void sigtermEndsWellWithinTwoSeconds() throws Exception {
    var flow = Quickstart.copy(folder);
    try (var up = flow.up()) {
      flow.awaitVisits("/", Quickstart.visits("/"));

      var took = up.terminate();

      assertThat(took).isLessThan(Duration.ofSeconds(2));
      assertThat(up.end().exit()).as(up.end().all()).isZero();
      assertThat(flow.state().resolve("up.json")).doesNotExist();
    }
    assertThat(Fragments.sum(flow, "visits", "visits"))
        .as("a clean end leaves nothing in the log alone")
        .isEqualTo(Quickstart.sums().values().stream().mapToLong(n -> n).sum());
  }

  @Test
  void sigtermWhileFilesGrowEndsWithinTwoSeconds() throws Exception {
    var flow = Quickstart.empty(folder);
    flow.append(
        "much.ndjson",
        IntStream.range(0, 200_000)
            .mapToObj(i -> Quickstart.visit("/" + i % 1000, 1))
            .toArray(String[]::new));
    try (var up = flow.up()) {
      Eventually.holds(() -> !flow.pages().isEmpty(), () -> "a page arrives\n" + up.out());

      assertThat(up.terminate()).isLessThan(Duration.ofSeconds(2));
    }

    var last = flow.upOnce();

    assertThat(last.exit()).as(last.all()).isZero();
    assertThat(new HashSet<>(flow.pages().values())).containsExactly(200L);
    assertThat(flow.pages()).hasSize(1000);
  }
}
