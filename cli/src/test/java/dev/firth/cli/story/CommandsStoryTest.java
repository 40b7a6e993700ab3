package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code read}, {@code status} and {@code check} about a flow that ran, and exit codes. */
class CommandsStoryTest {
  @TempDir static Path folder;
  private static Quickstart flow = new Quickstart(Path.of(""));

  @BeforeAll
  static void run() throws Exception {
    flow = Quickstart.empty(folder);
    flow.edit(
        "  key: [/page]",
        "  key: [/page]\n  projections: [{field: region, location: /region, partition: true}]");
    flow.edit("required: [page, visits]", "required: [page, visits, region]");
    flow.edit(
        "      page: {type: string}", "      page: {type: string}\n      region: {enum: [eu, us]}");
    flow.append("a.ndjson", visit("/", 1, "eu"), visit("/us", 2, "us"));
    assertThat(flow.upOnce().exit()).isZero();
    flow.append("b.ndjson", visit("/", 4, "eu"));
    var second = flow.upOnce();
    assertThat(second.exit()).as(second.all()).isZero();
  }

  private static String visit(String page, int visits, String region) {
    return Quickstart.visit(page, visits).replace("}", ", \"region\": \"" + region + "\"}");
  }

  @Test
  void readPrintsCommittedDocuments() throws Exception {
    assertThat(read("visits"))
        .extracting(d -> d.path("visits").asInt())
        .containsExactlyInAnyOrder(1, 2, 4);
    assertThat(read("visits", "--partition", "region=eu"))
        .extracting(d -> d.path("visits").asInt())
        .containsExactlyInAnyOrder(1, 4);
    assertThat(read("visits", "--since", "1h")).hasSize(3);
    assertThat(read("visits", "--since", "1ms")).isEmpty();
    var reduced = new HashMap<String, Integer>();
    read("visits", "--reduced")
        .forEach(d -> reduced.put(d.path("page").asString(), d.path("visits").asInt()));
    assertThat(reduced).containsOnly(Map.entry("/", 5), Map.entry("/us", 2));
  }

  @Test
  void fragmentsAreDividedByPartition() throws Exception {
    Fragments.assertCommittedOnce(flow, "visits");
    assertThat(Fragments.files(flow, "visits"))
        .anyMatch(file -> file.toString().contains("/region=eu/"))
        .anyMatch(file -> file.toString().contains("/region=us/"));
    assertThat(Fragments.sum(flow, "visits", "visits")).isEqualTo(7);
  }

  @Test
  void readFollowShowsWhatIsCommittedWhileItRuns() throws Exception {
    var copy = Quickstart.copy(folder.resolveSibling("followed-" + folder.getFileName()));
    try (var up = copy.up()) {
      copy.awaitVisits("/", Quickstart.visits("/"));
      try (var follow = FirthProcess.start(copy.directory(), "read", "visits", "--follow")) {
        follow.awaitOut("\"page\":\"/\"");
        copy.append("later.ndjson", Quickstart.visit("/later", 1));
        follow.awaitOut("/later");
      }
      var reduced = copy.firth("read", "visits", "--reduced");
      assertThat(reduced.exit()).as(reduced.all()).isZero();
      assertThat(reduced.out().lines()).hasSize(Quickstart.sums().size() + 1);
      var since = copy.firth("read", "visits", "--since", "1ms");
      assertThat(since.all()).isEmpty();
      assertThat(up.isAlive()).isTrue();
    }
  }

  @Test
  void theEndOfUpEndsItsFollowersWithASentence() throws Exception {
    var copy = Quickstart.copy(folder.resolveSibling("ended-" + folder.getFileName()));
    try (var up = copy.up()) {
      copy.awaitVisits("/", Quickstart.visits("/"));
      try (var follow = FirthProcess.start(copy.directory(), "read", "visits", "--follow")) {
        follow.awaitOut("\"page\":\"/\"");
        assertThat(up.terminate()).isLessThan(Duration.ofSeconds(2));

        var ended = follow.end();
        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.err()).contains("ended before its answer did").hasLineCount(1);
      }
    }
  }

  @Test
  void aReaderThatClosesItsEndIsNoFailure() throws Exception {
    var many = Quickstart.empty(folder.resolveSibling("many-" + folder.getFileName()));
    many.append(
        "many.ndjson",
        IntStream.range(0, 20_000)
            .mapToObj(i -> Quickstart.visit("/a-page-with-a-long-name/" + i, 1))
            .toArray(String[]::new));
    assertThat(many.upOnce().exit()).isZero();

    try (var read = FirthProcess.startWithClosedOutput(many.directory(), "read", "visits")) {
      var ended = read.end();
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.err()).isEmpty();
    }
  }

  @Test
  void statusOfAFlowThatDoesNotRun() throws Exception {
    var status = flow.firth("status", "-o", "json");
    assertThat(status.exit()).isZero();
    assertThat(JsonMapper.shared().readTree(status.out()).path("tasks").valueStream())
        .extracting(t -> t.path("name").asString() + " " + t.path("phase").asString())
        .containsExactlyInAnyOrder("files Stopped", "pages Stopped");
  }

  @Test
  void dataIsTheSameAsJsonAndAsYaml() throws Exception {
    for (var command : List.of("status", "check .")) {
      var words = new ArrayList<>(List.of(command.split(" ", -1)));
      words.addAll(List.of("-o", "json"));
      var json = flow.firth(words.toArray(String[]::new));
      words.set(words.size() - 1, "yaml");
      var yaml = flow.firth(words.toArray(String[]::new));

      assertThat(yaml.out()).startsWith("---\n");
      assertThat((Object) JsonMapper.shared().valueToTree(new Yaml().load(yaml.out())))
          .isEqualTo(JsonMapper.shared().readTree(json.out()));
    }
    assertThat(folder.resolve("visits/.firth")).as("reading makes no state").doesNotExist();
  }

  @Test
  void readTakesNothingFromARunThatBegins() throws Exception {
    var copy = Quickstart.copy(folder.resolveSibling("both-" + folder.getFileName()));
    assertThat(copy.upOnce().exit()).isZero();
    try (var store = FirthProcess.start(copy.directory(), "store")) {
      store.awaitOut("Store of");
      var read = copy.firth("read", "visits", "--reduced");
      assertThat(read.exit()).as("read beside a store that runs: " + read.err()).isZero();
      assertThat(read.out().lines()).hasSize(Quickstart.sums().size());
    }
    var before = Files.readString(copy.state().resolve("store.port"));
    assertThat(copy.firth("read", "visits").exit()).isZero();
    assertThat(copy.state().resolve("store.port")).hasContent(before);
  }

  @Test
  void checkFindsAllErrors() throws Exception {
    var well = flow.firth("check", ".", "-o", "json");
    assertThat(well.exit()).as(well.all()).isZero();
    assertThat(JsonMapper.shared().readTree(well.out()).path("valid").asBoolean()).isTrue();

    var text =
        Files.readString(flow.flow())
            .replace("target: visits", "target: visitz")
            .replace("table: pages", "tabel: pages");
    var broken = FirthProcess.runWithInput(folder, text, "check", "-", "-o", "json");
    assertThat(broken.exit()).isEqualTo(1);
    var errors = JsonMapper.shared().readTree(broken.out()).path("errors");
    assertThat(errors.valueStream())
        .extracting(e -> e.path("kind").asString() + " " + e.path("name").asString())
        .contains("Capture files", "Materialization pages");
    assertThat(errors.valueStream()).allMatch(e -> e.path("line").asInt() > 0);
    assertThat(errors.valueStream())
        .extracting(e -> e.path("reason").asString())
        .contains("DependencyNotFound", "BuildFailed");
    assertThat(broken.err()).as("a person's terminal gets sentences").isEmpty();
    assertThat(broken.out()).contains("Did you mean");
  }

  @Test
  void fieldsSayWhatIsStoredAndWhy() throws Exception {
    var table = flow.firth("fields", ".", "pages", "visits");
    assertThat(table.exit()).as(table.all()).isZero();
    assertThat(table.out().lines().toList())
        .contains(
            "visits   flow_document      document  it is the column of the whole document already",
            "visits   page               key       it identifies a row (fields.groupBy, or the"
                + " collection's key)");
    var json = JsonMapper.shared().readTree(flow.firth("fields", ".", "pages", "-o", "json").out());
    assertThat(json.at("/0/outcomes/visits/select").asString()).isEqualTo("CurrentValue");

    var wanting =
        Files.readString(flow.flow())
            .replace("recommended: \"1\"", "recommended: \"1\", exclude: [page]");
    var conflict = FirthProcess.runWithInput(folder, wanting, "fields", "-", "pages", "-o", "json");
    assertThat(conflict.exit()).isEqualTo(1);
    assertThat(conflict.err()).contains("Materialization pages:", "but it is in fields.exclude");
    assertThat(JsonMapper.shared().readTree(conflict.out()).at("/0/conflicts/0/field").asString())
        .isEqualTo("page");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | plan .                                   | firth plan is not built yet (NotYetSupported).
          2 | logs files                               | firth logs is not built yet (NotYetSupported).
          2 | upp .                                    | Unmatched argument
          2 | up nowhere                               | There is no directory nowhere. Name a directory of YAML files.
          2 | check flow.yaml                          | flow.yaml is a file. Name the directory that it is in: .
          2 | up . -o xml                              | expected one of [table, json, yaml]
          2 | up . --once --timeout soon               | --timeout takes a duration such as 90s
          2 | up . --timeout 5s                        | --timeout goes with --once.
          2 | up . --log-retention 5s                  | --log-retention must be at least 20s, not 5s.
          2 | up . --connector x                       | --connector takes NAME=COMMAND
          2 | read visitz                              | No collection "visitz" is published. There are: visits.
          2 | read visits --follow --reduced           | --reduced needs an end
          2 | read visits --partition land=eu          | has no partition "land". It has: region
          2 | read visits --since yesterday            | --since takes a duration
          3 | read visits --follow                     | --follow needs a running `firth up
          2 | read visits -o yaml                      | firth read prints NDJSON: -o takes json.
          1 | status -C visits                         | Nothing was published in
          2 | status -C nowhere                        | There is no directory nowhere.
          2 | status nothing                           | No task "nothing" is published
          2 | shard --spec nowhere.json                | Cannot read nowhere.json
          2 | connector source-fils                    | There is no connector "source-fils". There are:
          2 | fields .                                 | firth fields takes --batch alone, or DIR and the name of a materialization.
          2 | fields . --batch                         | firth fields takes --batch alone
          2 | fields . warehouse                       | There is no materialization "warehouse" in .. There are: pages.
          2 | fields . pages visitz                    | pages has no binding "visitz" that runs. There are: visits.
          2 | validate --schema nowhere.json a.json    | There is no file nowhere.json.
          2 | validate --schema nowhere.json           | firth validate takes --batch alone, or --schema SCHEMA and files.
          2 | validate --schema                        | Missing required parameter
          2 | validate --batch --full                  | Unknown option: '--full'
          2 | combine --batch --key /id                | firth combine takes --batch alone, or --schema SCHEMA and --key POINTER.
          2 | combine --key /id a.json                 | Unmatched argument
          """)
  void whatIsRefusedAndHow(int exit, String arguments, String sentence) throws Exception {
    var ended = flow.firth(arguments.split(" +", -1));
    assertThat(ended.exit()).as(ended.all()).isEqualTo(exit);
    assertThat(ended.err()).contains(sentence).doesNotContain("Exception");
  }

  private static List<JsonNode> read(String... options) throws Exception {
    var arguments = new ArrayList<>(List.of("read"));
    arguments.addAll(List.of(options));
    var ended = flow.firth(arguments.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended.out().lines().map(line -> (JsonNode) JsonMapper.shared().readTree(line)).toList();
  }
}
