package dev.firth.cli.up;

import dev.firth.catalog.build.Built;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Load;
import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.directory.DirectoryLock;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.cli.flow.FlowBuild;
import dev.firth.cli.flow.LocalConnectors;
import dev.firth.cli.flow.OpenStore;
import dev.firth.cli.flow.RunningConnectors;
import dev.firth.cli.flow.ShardProcess;
import dev.firth.cli.flow.StoreIdentity;
import dev.firth.cli.flow.TaskSecrets;
import dev.firth.cli.local.LocalServer;
import dev.firth.shard.context.ShardSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of {@code up}, from taking the directory's lock to giving it back. */
final class UpRun {
  private static final long LOOK_MILLIS = 250;
  private static final Duration STOP_BOUND = Duration.ofMillis(1_500);

  private final FlowDirectory flow;
  private final UpOptions options;
  private final Display display;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Throughput throughput = new Throughput();
  private final TaskSecrets secrets = new TaskSecrets();
  private final Draft draft;
  private @Nullable ShardProcess shards;

  UpRun(FlowDirectory flow, UpOptions options) {
    this.flow = flow;
    this.options = options;
    this.display = Display.of(options.output());
    this.draft = Load.directory(flow.directory());
  }

  /**
   * Runs until ctrl-C, or with {@code --once} until everything has arrived; returns the exit code.
   */
  int run() throws InterruptedException {
    open.push(DirectoryLock.take(flow));
    var hook = new Thread(this::interrupted, "up-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return publishAndWatch();
    } finally {
      end(hook);
    }
  }

  /**
   * Ends well or badly: unless somebody asked for it, the exit code is not the hook's to choose.
   */
  private void end(Thread hook) throws InterruptedException {
    try {
      close();
    } finally {
      ended.countDown();
      if (asked.getCount() > 0) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  /** Runs on ctrl-C and SIGTERM: waits for the clean end, then ends the process well. */
  private void interrupted() {
    asked.countDown();
    try {
      if (ended.await(STOP_BOUND.toMillis() + 400, TimeUnit.MILLISECONDS)) {
        display.end();
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int publishAndWatch() throws InterruptedException {
    display.waiting("Building " + flow.directory() + " ... (ctrl-C ends)");
    var watch = new DirectoryWatch(flow.directory());
    var connectors = LocalConnectors.of(options.connectors());
    var answers = new RunningConnectors(connectors, connectors.known(), flow.directory());
    var place = UpStore.start(flow, options);
    open.push(place);
    var build = new FlowBuild(flow, answers, place.stores());
    build.last().ifPresent(last -> place.expect(last, draft.secrets()));
    display.line(draft.skipped().sentence());
    var built = build.build(draft);
    display.report(built);
    if (built.publication().tasks().isEmpty()) {
      if (built.complete()) {
        display.line(
            flow.directory()
                + " holds no task: nothing to run. Write a Capture or a Materialization into a"
                + " file *.yaml, *.yml or *.json there.");
      }
      return Exit.FLOW.code();
    }
    var store = place.claim(built, draft.secrets());
    store.warnings().forEach(warning -> display.line("warning: " + warning));
    shards =
        ShardProcess.start(
            store,
            connectors,
            answers,
            secrets::of,
            StoreIdentity.of(flow).id(),
            settings(store),
            retention(built));
    if (!built.complete()) {
      display.line(Republication.KEPT);
    }
    secrets.publish(Optional.empty(), built.publication(), draft.secrets());
    build.publish(built.publication());
    shards.host().apply(built.publication().tasks());
    serve(shards, build);
    var again = new Republication(flow, build, place, shards, secrets, display, draft);
    if (!options.once()) {
      return untilAsked(watch, again, shards);
    }
    int arrived = untilArrived(again, shards);
    return arrived == 0 && !built.complete() ? Exit.FLOW.code() : arrived;
  }

  private static Duration retention(Built built) {
    return built.publication().tasks().getFirst().store().logRetention();
  }

  private ShardSettings settings(OpenStore store) {
    return ShardSettings.local(flow.state().resolve("spill"))
        .withOnce(options.once())
        .withTakeOver(options.takeOver())
        .withMaxRate(store.maxRate());
  }

  private void serve(ShardProcess process, FlowBuild build) {
    try {
      var server =
          LocalServer.start(
              Answers.of(
                  process, () -> status(process), build::last, flow.state().resolve("spill")));
      open.push(server);
      var file = flow.upFile();
      server.file().write(file);
      open.push(() -> Files.deleteIfExists(file));
    } catch (IOException e) {
      throw new CliException(Exit.ENVIRONMENT, "Cannot listen on loopback: " + e.getMessage(), e);
    }
  }

  private int untilAsked(DirectoryWatch watch, Republication again, ShardProcess process)
      throws InterruptedException {
    while (!asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (watch.changed()) {
        again.edited();
      }
      again.widened();
      display.tasks(status(process));
    }
    return 0;
  }

  private List<StatusLine> status(ShardProcess process) {
    return throughput.look(process.status(), System.nanoTime());
  }

  private int untilArrived(Republication again, ShardProcess process) throws InterruptedException {
    long start = System.nanoTime();
    while (!asked.await(LOOK_MILLIS / 5, TimeUnit.MILLISECONDS)) {
      again.widened();
      var status = status(process);
      display.tasks(status);
      boolean inVain = again.isStuck() && status.stream().anyMatch(StatusLine::waitsForWidening);
      if (inVain || status.stream().anyMatch(StatusLine::needsAPerson)) {
        return Exit.FLOW.code();
      }
      if (process.host().caughtUp()) {
        display.last(status(process));
        return 0;
      }
      if (passed(options.timeout(), start)) {
        display.line(
            "--timeout: not everything has arrived after "
                + options.timeout().get().toSeconds()
                + " s.");
        status.stream()
            .filter(t -> !t.message().isEmpty())
            .forEach(t -> display.line(t.title() + ": " + t.message()));
        return Exit.FLOW.code();
      }
    }
    return 0;
  }

  private static boolean passed(Optional<Duration> limit, long start) {
    return limit.isPresent() && System.nanoTime() - start > limit.get().toNanos();
  }

  private void close() throws InterruptedException {
    if (shards != null) {
      shards.host().stop(options.once() ? Duration.ofSeconds(30) : STOP_BOUND);
    }
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        display.line("While stopping: " + e.getMessage());
      }
    }
  }
}
