package dev.firth.cli.up;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.DurationText;
import dev.firth.cli.console.Logs;
import dev.firth.cli.console.OutputFormat;
import dev.firth.cli.directory.FlowDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firth up}: reads its options and runs. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description =
        "Builds and runs a directory until ctrl-C; resumes where it stopped; applies edited files.",
    footer = {
      "",
      "Examples:",
      "  firth up examples/quickstart",
      "  firth up examples/quickstart --once --timeout 1m",
      "  firth up . --connector source-mine=\"python3 mine.py\""
    })
public final class UpCommand implements Callable<Integer> {
  private static final Duration SHORTEST_RETENTION = Duration.ofSeconds(20);

  @Parameters(paramLabel = "DIR", description = "a directory of YAML")
  private Path directory = Path.of(".");

  @Option(
      names = "--once",
      description = "end when everything that the sources hold now has arrived")
  private boolean once;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "with --once: give up after this time, such as 90s or 5m")
  private @Nullable String timeout;

  @Option(
      names = "--connector",
      paramLabel = "NAME=COMMAND",
      description = "run this connector as a process")
  private List<String> connectors = List.of();

  @Option(
      names = "--use-stores",
      description = "write where the StorageMappings say, not to the embedded store")
  private boolean useStores;

  @Option(
      names = "--take-over",
      description = "empty and refill destinations that another store filled")
  private boolean takeOver;

  @Option(
      names = "--log-retention",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description =
          "how long the embedded store keeps log records (default: ${DEFAULT-VALUE}, at least 20s)")
  private String logRetention = "10m";

  @Option(
      names = "-o",
      defaultValue = "table",
      description = "table, json or yaml: the last two each second (default: table)")
  private OutputFormat output = OutputFormat.table;

  @Override
  public Integer call() throws InterruptedException {
    var retention = DurationText.parse("--log-retention", logRetention);
    if (retention.compareTo(SHORTEST_RETENTION) < 0) {
      throw new CliException(
          Exit.USAGE, "--log-retention must be at least 20s, not " + logRetention + ".");
    }
    var limit = Optional.ofNullable(timeout).map(text -> DurationText.parse("--timeout", text));
    if (limit.isPresent() && !once) {
      throw new CliException(Exit.USAGE, "--timeout goes with --once.");
    }
    var options = new UpOptions(once, limit, connectors, useStores, takeOver, retention, output);
    var flow = FlowDirectory.of(directory);
    flow.make();
    Logs.toFile(flow.state().resolve("up.log"));
    return new UpRun(flow, options).run();
  }
}
