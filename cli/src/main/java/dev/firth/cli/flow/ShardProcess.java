package dev.firth.cli.flow;

import dev.firth.catalog.load.Secrets;
import dev.firth.crds.SecretValue;
import dev.firth.journals.host.VirtualHost;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.read.InProcessTails;
import dev.firth.journals.read.ReadContext;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.shard.ShardHost;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.context.ShardSettings;
import dev.firth.shard.failure.ShardException;
import dev.firth.shard.metrics.ShardMetrics;
import dev.firth.shard.status.TaskStatus;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.SecretRef;
import dev.firth.specs.SpecException;
import dev.firth.specs.TaskSpec;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The shards of this process, wired to a store, to connectors and to secrets. */
public final class ShardProcess {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final ShardHost host;
  private final ReadContext reading;
  private final WatchedStore store;
  private final PrometheusRegistry registry = new PrometheusRegistry();

  private ShardProcess(ShardContext context, WatchedStore store) {
    this.store = store;
    reading = context.read();
    var metrics = new ShardMetrics(registry, this::status);
    host = new ShardHost(context, metrics::observer);
  }

  /**
   * Wires a process; no task runs yet.
   *
   * @param secrets of a task, asked anew whenever its connector starts
   * @param storeId names the store at sources and destinations
   */
  public static ShardProcess start(
      OpenStore store,
      ConnectorLauncher launcher,
      RunningConnectors answers,
      Function<TaskSpec, Secrets> secrets,
      String storeId,
      ShardSettings settings,
      Duration retention) {
    var machine = new VirtualHost();
    var tails = new InProcessTails(machine);
    var watched = new WatchedStore(store.store(), machine::nanoTime);
    var context =
        new ShardContext(
            LogContext.of(machine, watched)
                .withRetention(retention)
                .withRings(tails)
                .withSpool(settings.spill()),
            ReadContext.of(machine, watched, tails),
            storeId,
            launcher,
            new LocalConfigs(secrets, answers),
            settings);
    var process = new ShardProcess(context, watched);
    machine.forkBackground("sources that keep their log", process::lookAtSources);
    return process;
  }

  private void lookAtSources() throws InterruptedException {
    while (true) {
      host.lookAtSources();
      reading.host().sleep(LOOK);
    }
  }

  /** Configurations of tasks, their secrets revealed and their paths made absolute. */
  private record LocalConfigs(Function<TaskSpec, Secrets> secrets, RunningConnectors answers)
      implements ShardContext.Configs {
    @Override
    public JsonNode of(TaskSpec task) {
      var known = secrets.apply(task);
      try {
        var revealed =
            task.connector()
                .revealed((secret, key) -> known.find(secret, key).map(SecretValue::reveal));
        return answers.paths(task.connector().name(), revealed);
      } catch (SpecException e) {
        throw ShardException.pause("SecretMissing", task.title() + ": " + e.getMessage());
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }

    @Override
    public JsonNode schema(TaskSpec task) {
      try {
        return answers.spec(task.connector().name()).configSchema();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }

    @Override
    public Optional<byte[]> salt(TaskSpec task, CollectionSpec collection) {
      var known = secrets.apply(task);
      return collection
          .redactSalt()
          .map(
              ref ->
                  known
                      .find(ref.secret(), ref.key())
                      .map(value -> SecretRef.text(value.reveal()).getBytes(StandardCharsets.UTF_8))
                      .orElseThrow(
                          () ->
                              ShardException.pause(
                                  "SecretMissing",
                                  task.title()
                                      + ": Secret "
                                      + ref.secret()
                                      + " has no key \""
                                      + ref.key()
                                      + "\" here, which is the salt of collection "
                                      + collection.name()
                                      + ".")));
    }

    private static IllegalStateException interrupted(InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("interrupted while asking a connector", e);
    }
  }

  /**
   * Every task as it is now, with what its store does not take where it has nothing else to say.
   */
  public List<TaskStatus> status() {
    return host().status().stream().map(this::withStore).toList();
  }

  private TaskStatus withStore(TaskStatus task) {
    var part = "shards/" + task.namespace() + "/" + task.kind() + "/" + task.name() + "/";
    var trouble = task.message().isEmpty() ? store.trouble(part) : Optional.<String>empty();
    return trouble
        .map(
            why ->
                new TaskStatus(
                    task.namespace(),
                    task.kind(),
                    task.name(),
                    task.phase(),
                    "StoreUnreachable",
                    "the store does not take what it writes: "
                        + why
                        + ". Nothing is lost, it tries again: see to the store, or to the room on"
                        + " its disk.",
                    task.since(),
                    task.transactions(),
                    task.restarts(),
                    task.spilled(),
                    task.fragments(),
                    task.lastCommit(),
                    task.caughtUp(),
                    task.retainedWalBytes(),
                    task.bindings()))
        .orElse(task);
  }

  /** The shards. */
  public ShardHost host() {
    return host;
  }

  /** What readers of this process work with: its live tails first. */
  public ReadContext reading() {
    return reading;
  }

  /** All metrics in Prometheus' text format. */
  public String metrics() {
    var bytes = new ByteArrayOutputStream();
    try {
      new PrometheusTextFormatWriter(true).write(bytes, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
