package dev.firth.cli.rows;

import dev.firth.catalog.build.BoundFields;
import dev.firth.catalog.build.FieldsBuild;
import dev.firth.catalog.fields.Outcome;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.Logs;
import dev.firth.cli.console.OutputFormat;
import dev.firth.cli.console.StandardOutput;
import dev.firth.cli.console.TextTable;
import dev.firth.cli.flow.CheckedDirectory;
import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code firth fields}: which fields a materialization stores, and why. */
@Command(
    name = "fields",
    mixinStandardHelpOptions = true,
    description = "Says which fields of its collections a materialization stores, and why.",
    footer = {
      "",
      "Rows of --batch: {collection, fields, caseInsensitive, constraints, live}; answers: {keys,",
      "values, document, config, conflicts, outcomes} or {error}.",
      "",
      "Examples:",
      "  firth fields examples/quickstart pages",
      "  firth fields --batch < rows"
    })
public final class FieldsCommand implements Callable<Integer> {
  private static final String USAGE =
      "firth fields takes --batch alone, or DIR and the name of a materialization.";

  @Parameters(
      paramLabel = "DIR MATERIALIZATION [BINDING...]",
      arity = "0..*",
      description =
          "a directory of YAML, a materialization in it, and those of its bindings to show")
  private List<String> words = List.of();

  @Option(
      names = "--connector",
      paramLabel = "NAME=COMMAND",
      description = "a connector that runs as a process")
  private List<String> connectors = List.of();

  @Option(
      names = "-o",
      defaultValue = "table",
      description = "table, json or yaml (default: table)")
  private OutputFormat output = OutputFormat.table;

  @Option(
      names = "--batch",
      description = "rows as below on standard input, an answer a line on standard output")
  private boolean batch;

  static Optional<Callable<Integer>> plain(PlainWords words) {
    if (!words.only("--batch") || !words.has("--batch")) {
      return Optional.empty();
    }
    var command = new FieldsCommand();
    command.batch = true;
    command.words = words.rest();
    return Optional.of(command);
  }

  @Override
  public Integer call() throws Exception {
    Logs.none();
    if (batch ? !words.isEmpty() : words.size() < 2) {
      throw new CliException(Exit.USAGE, USAGE);
    }
    return batch ? DeepStack.call(FieldsCommand::rows) : ofDirectory();
  }

  private static int rows() throws IOException {
    try (var out = new StandardOutput();
        var in = new FileInputStream(FileDescriptor.in)) {
      Batch.FIELDS.run(in, out);
      return 0;
    }
  }

  private int ofDirectory() throws IOException, InterruptedException {
    var checked = new CheckedDirectory(words.get(0), connectors);
    var draft = checked.draft();
    String name = words.get(1);
    var built =
        FieldsBuild.of(
                name,
                draft,
                checked.inferred(),
                checked.last(),
                checked.answers(),
                CheckedDirectory.stores(false))
            .orElseThrow(
                () ->
                    new CliException(
                        Exit.USAGE,
                        "There is no materialization \"%s\" in %s. There are: %s."
                            .formatted(
                                name,
                                words.get(0),
                                String.join(", ", draft.materializations().keySet()))));
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    built.problems().forEach(problem -> err.println(problem.render()));
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    List<BoundFields> shown = shown(built.bindings());
    if (output.isData()) {
      out.println(output.write(shown.stream().map(FieldsCommand::json).toList()));
    } else {
      table(shown).lines().forEach(out::println);
    }
    return built.problems().isEmpty() ? 0 : Exit.FLOW.code();
  }

  private List<BoundFields> shown(List<BoundFields> all) {
    List<String> wanted = words.subList(2, words.size());
    var shown = new ArrayList<BoundFields>();
    for (BoundFields one : all) {
      if (wanted.isEmpty() || wanted.contains(one.binding())) {
        shown.add(one);
      }
    }
    for (String one : wanted) {
      if (!all.isEmpty() && all.stream().noneMatch(b -> b.binding().equals(one))) {
        throw new CliException(
            Exit.USAGE,
            "%s has no binding \"%s\" that runs. There are: %s."
                .formatted(
                    words.get(1),
                    one,
                    String.join(", ", all.stream().map(BoundFields::binding).toList())));
      }
    }
    return shown;
  }

  private static TextTable table(List<BoundFields> bindings) {
    var table = new TextTable("BINDING", "FIELD", "STORED", "WHY");
    for (BoundFields one : bindings) {
      for (Outcome.Field field : one.outcome().fields()) {
        table.row(one.binding(), field.name(), stored(field, one.outcome()), field.why());
      }
    }
    return table;
  }

  private static String stored(Outcome.Field field, Outcome outcome) {
    if (field.verdict() == Outcome.Verdict.CONFLICT) {
      return "conflict";
    }
    if (outcome.selection().keys().contains(field.name())) {
      return "key";
    }
    if (outcome.selection().document().equals(Optional.of(field.name()))) {
      return "document";
    }
    return outcome.selection().values().contains(field.name()) ? "value" : "no";
  }

  /** What {@code --batch} answers, and which binding it is of. */
  private static JsonNode json(BoundFields fields) {
    var answer = new JsonBuffer();
    FieldsRows.write(fields.outcome(), answer);
    var json = ExactJson.mapper().createObjectNode();
    json.put("binding", fields.binding());
    json.put("collection", fields.collection());
    fields.resourcePath().forEach(json.putArray("resourcePath")::add);
    ExactJson.read(answer.bytes(), 0, answer.size())
        .properties()
        .forEach(member -> json.set(member.getKey(), member.getValue()));
    return json;
  }
}
