package dev.firth.cli;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.Logs;
import dev.firth.cli.console.OutputFormat;
import dev.firth.cli.console.TextTable;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.cli.flow.FlowBuild;
import dev.firth.cli.local.LocalClient;
import dev.firth.cli.local.UpFile;
import dev.firth.cli.up.StatusLine;
import dev.firth.specs.TaskSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@code firth status}: what the tasks of a directory do. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tasks with their state, throughput and lag.",
    footer = {
      "",
      "Examples:",
      "  firth status -C examples/quickstart",
      "  firth status pages -o json"
    })
final class StatusCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "TASK",
      description = "only this task, with its bindings")
  private @Nullable String task;

  @Option(
      names = "-C",
      paramLabel = "DIR",
      description = "the flow's directory (default: the nearest parent with .firth)")
  private @Nullable Path directory;

  @Option(
      names = "-o",
      defaultValue = "table",
      description = "table, json or yaml (default: table)")
  private OutputFormat output = OutputFormat.table;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Logs.none();
    var flow = directory != null ? FlowDirectory.of(directory) : FlowDirectory.nearest(Path.of(""));
    var tasks = tasks(flow).stream().filter(t -> task == null || t.name().equals(task)).toList();
    if (task != null && tasks.isEmpty()) {
      throw new CliException(
          Exit.USAGE, "No task \"" + task + "\" is published in " + flow.directory() + ".");
    }
    var out = spec.commandLine().getOut();
    if (output.isData()) {
      out.println(output.write(Map.of("tasks", tasks)));
    } else {
      table(tasks).lines().forEach(out::println);
      tasks.stream()
          .filter(t -> !t.message().isEmpty())
          .forEach(t -> out.println(t.title() + ": " + t.message()));
      tasks.stream()
          .filter(t -> t.retainedWalBytes() != null)
          .forEach(
              t ->
                  out.println(
                      t.title()
                          + ": its source keeps "
                          + t.retainedWalBytes()
                          + " B of its log until it goes on."));
      if (task != null) {
        tasks.forEach(t -> bindings(t).lines().forEach(out::println));
      }
    }
    return tasks.stream().anyMatch(StatusLine::needsAPerson) ? Exit.FLOW.code() : 0;
  }

  private static List<StatusLine> tasks(FlowDirectory flow)
      throws IOException, InterruptedException {
    var up = UpFile.read(flow.upFile());
    if (up.isEmpty()) {
      return published(flow);
    }
    try (var client = new LocalClient(up.get());
        var body = client.get("/status", Map.of())) {
      return JSON.readValue(body.readAllBytes(), new TypeReference<List<StatusLine>>() {});
    }
  }

  private static List<StatusLine> published(FlowDirectory flow) {
    var publication =
        FlowBuild.read(flow.publication())
            .orElseThrow(
                () ->
                    new CliException(
                        Exit.FLOW,
                        "Nothing was published in "
                            + flow.directory()
                            + " yet. Run `firth up "
                            + flow.directory()
                            + "`."));
    var stopped = new ArrayList<StatusLine>();
    for (TaskSpec t : publication.tasks()) {
      stopped.add(StatusLine.stopped(t, "no `firth up` runs this directory"));
    }
    return stopped;
  }

  private static TextTable table(List<StatusLine> tasks) {
    var table =
        new TextTable(
            "TASK",
            "STATE",
            "READ/S",
            "READ",
            "WRITTEN",
            "LAG",
            "BEHIND",
            "RESTARTS",
            "LAST COMMIT");
    for (var t : tasks) {
      table.row(
          t.title(),
          t.phase(),
          Math.round(t.documentsPerSecond()),
          t.documentsIn(),
          t.documentsOut(),
          seconds(t.lag().seconds()),
          t.lag().bytes() + " B",
          t.restarts(),
          t.lastCommit().isEmpty() ? "-" : t.lastCommit());
    }
    return table;
  }

  private static TextTable bindings(StatusLine task) {
    var table = new TextTable("BINDING", "READ", "WRITTEN", "LAG", "BEHIND");
    for (var b : task.bindings()) {
      table.row(
          b.name(),
          b.documentsIn(),
          b.documentsOut(),
          seconds(b.lag().seconds()),
          b.lag().bytes() + " B");
    }
    return table;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
