package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files edited while {@code up} runs: each edit is a publication, all or nothing. */
class EditStoryTest {
  @TempDir Path folder;

  @Test
  void anEditRestartsWhatChangedAndABrokenOneNothing() throws Exception {
    var flow = Quickstart.copy(folder);
    long visits = Quickstart.visits("/");
    try (var up = flow.up()) {
      flow.awaitVisits("/", visits);
      var captureSince = task(flow, "files").path("since").stringValue();
      var pagesSince = task(flow, "pages").path("since").stringValue();

      flow.edit("recommended: \"1\"", "recommended: \"1\", exclude: [lastSeen]");
      up.awaitOut("Materialization pages: restart");
      Eventually.holds(
          () ->
              task(flow, "pages").path("phase").stringValue().equals("Running")
                  && !task(flow, "pages").path("since").stringValue().equals(pagesSince),
          () -> "the changed task runs again\n" + up.out());
      assertThat(task(flow, "files").path("since").stringValue()).isEqualTo(captureSince);

      flow.edit("target: visits", "target: visitz");
      up.awaitOut("What was published keeps running");
      flow.append("2026-11-03.ndjson", Quickstart.visit("/", 5));
      flow.awaitVisits("/", visits + 5);

      flow.edit("target: visitz", "target: visits");
      flow.edit("exclude: [lastSeen]", "exclude: []");
      Eventually.holds(
          () -> times(up.out(), "Materialization pages: restart") == 2,
          () -> "the mended flow is published\n" + up.out());
      flow.append("2026-11-03.ndjson", Quickstart.visit("/", 7));
      flow.awaitVisits("/", visits + 12);

      assertThat(up.out()).containsOnlyOnce("Did you mean \"visits\"?");
      assertThat(up.out()).containsPattern("flow\\.yaml:\\d+: Capture files: bindings\\[visits\\]");
      assertThat(task(flow, "files").path("since").stringValue()).isEqualTo(captureSince);
      assertThat(up.isAlive()).isTrue();
    }
  }

  @Test
  void aNewTaskBeginsAndOneWhoseResourceIsGoneStops() throws Exception {
    var flow = Quickstart.copy(folder);
    try (var up = flow.up()) {
      flow.awaitVisits("/", Quickstart.visits("/"));
      var whole = Files.readString(flow.flow());
      var materialization = whole.substring(whole.lastIndexOf("---"));
      var second = folder.resolve("second.yaml");

      Files.writeString(
          second,
          materialization.replace("name: pages", "name: second").replace("pages.db", "second.db"));
      Eventually.holds(
          () -> flow.pages("second.db").equals(Quickstart.sums()),
          () -> "the new task fills its file\n" + up.out());

      Files.delete(second);
      Eventually.holds(
          () ->
              tasks(flow).valueStream().noneMatch(t -> t.path("name").asString().equals("second")),
          () -> "the task is gone\n" + up.out());
      assertThat(tasks(flow).size()).isEqualTo(2);
    }
  }

  private static JsonNode tasks(Quickstart flow) throws Exception {
    var status = flow.firth("status", "-o", "json");
    return JsonMapper.shared().readTree(status.out()).path("tasks");
  }

  static JsonNode task(Quickstart flow, String name) throws Exception {
    return tasks(flow)
        .valueStream()
        .filter(task -> task.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int times(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
