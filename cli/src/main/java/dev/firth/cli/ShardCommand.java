package dev.firth.cli;

import dev.firth.catalog.load.Load;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.Logs;
import dev.firth.cli.console.OutputFormat;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.cli.flow.LocalConnectors;
import dev.firth.cli.flow.LocalStore;
import dev.firth.cli.flow.OpenStore;
import dev.firth.cli.flow.RunningConnectors;
import dev.firth.cli.flow.ShardProcess;
import dev.firth.cli.flow.StoreIdentity;
import dev.firth.cli.up.StatusLine;
import dev.firth.shard.context.ShardSettings;
import dev.firth.shard.status.Phase;
import dev.firth.specs.SpecException;
import dev.firth.specs.SpecJson;
import dev.firth.specs.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code firth shard}: one task's shard in a process of its own. */
@Command(
    name = "shard",
    mixinStandardHelpOptions = true,
    description = "Runs one shard of a built spec until it is told to end, as a pod does.",
    footer = {"", "Example:", "  firth shard --spec flow/.firth/specs/capture-files.json"})
final class ShardCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 200;
  private static final Duration STOP = Duration.ofSeconds(10);

  @Option(
      names = "--spec",
      required = true,
      paramLabel = "FILE",
      description = "a file of DIR/.firth/specs")
  private Path file = Path.of("");

  @Option(
      names = "--connector",
      paramLabel = "NAME=COMMAND",
      description = "run this connector as a process")
  private List<String> connectors = List.of();

  @Option(
      names = "-o",
      defaultValue = "table",
      description = "table: a line when its state changes; json, yaml: the same for programs")
  private OutputFormat output = OutputFormat.table;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public Integer call() throws InterruptedException {
    Logs.warnings();
    var spec = spec();
    var flow = FlowDirectory.nearest(file);
    var secrets = Load.directory(flow.directory()).secrets();
    var local = LocalConnectors.of(connectors);
    var answers = new RunningConnectors(local, local.known(), flow.directory());
    boolean embedded = spec.store().credentials().equals(Optional.of(LocalStore.CREDENTIALS));
    var credentials =
        embedded ? LocalStore.credentials(flow) : OpenStore.credentials(spec.store(), secrets);
    try (var store =
        OpenStore.claim(spec.store(), credentials, StoreIdentity.of(flow), List.of())) {
      var settings =
          ShardSettings.local(flow.state().resolve("spill-" + ProcessHandle.current().pid()))
              .withMaxRate(store.maxRate());
      var process =
          ShardProcess.start(
              store,
              local,
              answers,
              task -> secrets,
              StoreIdentity.of(flow).id(),
              settings,
              spec.store().logRetention());
      var hook = new Thread(this::interrupted, "shard-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        process.host().yieldWhenLost();
        process.host().apply(List.of(spec));
        return run(process);
      } finally {
        end(hook);
      }
    }
  }

  /** Unless somebody asked for the end, the exit code is not the hook's to choose. */
  private void end(Thread hook) {
    ended.countDown();
    if (asked.getCount() > 0) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private TaskSpec spec() {
    try {
      return SpecJson.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CliException(Exit.USAGE, "Cannot read " + file + ": " + e.getMessage() + ".", e);
    } catch (SpecException e) {
      throw new CliException(Exit.USAGE, file + ": " + e.getMessage(), e);
    }
  }

  private void interrupted() {
    asked.countDown();
    try {
      if (ended.await(STOP.toMillis() + 500, TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A pod's shard ends where its log was lost to another owner: only this process must not go on.
   */
  private int run(ShardProcess process) throws InterruptedException {
    var shown = "";
    while (!asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      var status = process.status().getFirst();
      var line = StatusLine.of(status, 0);
      var now = line.sentence();
      if (!now.equals(shown)) {
        shown = now;
        print(line, now);
      }
      boolean lost = line.reason().equals("Fenced") || line.reason().equals("Untrusted");
      if (status.phase() == Phase.BACKOFF && lost) {
        process.host().stop(STOP);
        return Exit.ENVIRONMENT.code();
      }
    }
    process.host().stop(STOP);
    return 0;
  }

  private void print(StatusLine line, String now) {
    var text = output.isData() ? output.write(line) : line.title() + ": " + now;
    System.out.println(text);
  }
}
