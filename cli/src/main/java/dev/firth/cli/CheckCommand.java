package dev.firth.cli;

import dev.firth.catalog.Problem;
import dev.firth.catalog.build.Built;
import dev.firth.catalog.build.CatalogBuild;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.Logs;
import dev.firth.cli.console.OutputFormat;
import dev.firth.cli.flow.CheckedDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firth check}: the build alone. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Builds a directory and prints every error with file, line and field.",
    footer = {
      "",
      "Examples:",
      "  firth check examples/quickstart",
      "  kustomize build . | firth check -"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "a directory of YAML, or - for standard input")
  private String directory = ".";

  @Option(
      names = "--connector",
      paramLabel = "NAME=COMMAND",
      description = "a connector that runs as a process")
  private List<String> connectors = List.of();

  @Option(names = "--use-stores", description = "write where the StorageMappings say")
  private boolean useStores;

  @Option(
      names = "-o",
      defaultValue = "table",
      description = "table, json or yaml (default: table)")
  private OutputFormat output = OutputFormat.table;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Logs.none();
    var checked = new CheckedDirectory(directory, connectors);
    var built =
        CatalogBuild.build(
            checked.draft(),
            checked.inferred(),
            checked.last(),
            checked.answers(),
            CheckedDirectory.stores(useStores),
            checked.prints());
    var out = spec.commandLine().getOut();
    if (output.isData()) {
      out.println(output.write(json(built)));
    } else {
      print(built, out);
    }
    return built.complete() ? 0 : CliException.Exit.FLOW.code();
  }

  private static void print(Built built, PrintWriter out) {
    built.problems().forEach(problem -> out.println(problem.render()));
    built.blocked().forEach(problem -> out.println(problem.render()));
    built.warnings().forEach(problem -> out.println("warning: " + problem.render()));
    var publication = built.publication();
    if (built.complete() && publication.tasks().isEmpty() && publication.collections().isEmpty()) {
      out.println(
          "Well, but there is nothing to run: no file *.yaml, *.yml or *.json holds a resource of Firth.");
    } else if (built.complete()) {
      out.println(
          "Well: "
              + count(publication.tasks().size(), "task")
              + ", "
              + count(publication.collections().size(), "collection")
              + ".");
    } else {
      out.println(count(built.problems().size(), "error") + ".");
    }
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static Map<String, Object> json(Built built) {
    var json = new LinkedHashMap<String, Object>();
    json.put("valid", built.complete());
    json.put("errors", problems(built.problems()));
    json.put("blocked", problems(built.blocked()));
    json.put("warnings", problems(built.warnings()));
    return json;
  }

  private static List<Map<String, Object>> problems(List<Problem> problems) {
    var list = new ArrayList<Map<String, Object>>();
    for (var problem : problems) {
      var json = new LinkedHashMap<String, Object>();
      json.put("file", problem.file());
      json.put("line", problem.line());
      json.put("kind", problem.kind());
      json.put("name", problem.name());
      json.put("field", problem.fieldPath());
      json.put("reason", problem.reason().word());
      json.put("message", problem.sentence());
      list.add(json);
    }
    return list;
  }
}
