package dev.firth.shard.story;

import static dev.firth.specs.fixture.OneCollection.projection;

import dev.firth.journals.host.VirtualHost;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.read.InProcessTails;
import dev.firth.journals.read.ReadContext;
import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.MemoryLogStore;
import dev.firth.protocol.local.InProcessLauncher;
import dev.firth.shard.ShardHost;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.context.ShardSettings;
import dev.firth.shard.metrics.ShardMetrics;
import dev.firth.shard.status.Phase;
import dev.firth.shard.status.TaskStatus;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Inference.Existence;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.TaskSpec;
import dev.firth.specs.TransactionSpec;
import dev.firth.specs.fixture.OneCollection;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A capture {@code shop} and a materialization {@code warehouse} of one collection {@code orders}.
 */
final class Flow {
  static final String SUM =
      """
      {"type": "object", "required": ["id"],
       "properties": {"id": {"type": "integer"}, "n": {"type": "integer", "reduce": {"strategy": "sum"}}},
       "reduce": {"strategy": "merge"}}
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final LogStore store;
  final ScriptedSource source;
  final TestDestination destination;
  private final Path spill;
  private String storeId = "store-1";
  private ShardHost host;
  private PrometheusRegistry metrics = new PrometheusRegistry();

  Flow(Path spill, boolean destinationDecides) {
    this(
        new MemoryLogStore(InstantSource.system()),
        new ScriptedSource(),
        new TestDestination(destinationDecides),
        spill);
  }

  private Flow(LogStore store, ScriptedSource source, TestDestination destination, Path spill) {
    this.store = store;
    this.source = source;
    this.destination = destination;
    this.spill = spill;
    host = newProcess();
  }

  /** Another process over the same store, source and destination. */
  Flow beside() {
    return new Flow(store, source, destination, spill);
  }

  /** The next process has another store id. */
  Flow withStoreId(String id) {
    storeId = id;
    host = newProcess();
    return this;
  }

  private ShardHost newProcess() {
    var machine = new VirtualHost();
    var tails = new InProcessTails(machine);
    var context =
        new ShardContext(
            LogContext.of(machine, store).withRings(tails),
            ReadContext.of(machine, store, tails),
            storeId,
            new InProcessLauncher(
                name -> Optional.of(name.equals("source") ? source : destination)),
            task -> JsonNodeFactory.instance.objectNode(),
            ShardSettings.local(spill));
    var registry = new PrometheusRegistry();
    var measures = new ShardMetrics(registry, () -> host.status());
    metrics = registry;
    return new ShardHost(context, measures::observer);
  }

  void start(TaskSpec... tasks) throws InterruptedException {
    host.apply(List.of(tasks));
  }

  /** Stops cleanly and is ready to start again, as a new process would. */
  void restart(TaskSpec... tasks) throws InterruptedException {
    stop();
    start(tasks);
  }

  void stop() throws InterruptedException {
    Assertions.assertThat(host.stop(PATIENCE)).as("stops in time").isTrue();
    host = newProcess();
  }

  /** Abandons everything at once, as a crash would, and is ready to start again. */
  void kill() throws InterruptedException {
    host.stop(Duration.ZERO);
    host = newProcess();
  }

  /** What Prometheus would get. */
  List<String> scrape() throws IOException {
    var bytes = new ByteArrayOutputStream();
    new PrometheusTextFormatWriter(false).write(bytes, metrics.scrape());
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  void awaitStatus(String task, Predicate<TaskStatus> is) throws InterruptedException {
    await(() -> is.test(status(task)), () -> "status of " + task + ": " + status(task));
  }

  TaskStatus status(String task) {
    return host.status().stream().filter(s -> s.name().equals(task)).findFirst().orElseThrow();
  }

  /** Waits until somebody says something of the collection's documents; the schema. */
  String awaitInferred(String part) throws InterruptedException {
    await(
        () -> host.inferred().stream().anyMatch(one -> one.schema().contains(part)),
        () -> part + " in " + host.inferred());
    return host.inferred().getFirst().schema();
  }

  void awaitPhase(String task, Phase phase) throws InterruptedException {
    await(
        () -> status(task).phase() == phase,
        () -> task + " should be " + phase + ": " + host.status());
  }

  void awaitRows(Map<String, String> rows) throws InterruptedException {
    await(
        () -> destination.rows().equals(rows),
        () -> "rows are " + destination.rows() + " instead of " + rows + "; " + host.status());
  }

  boolean caughtUp() {
    return host.caughtUp();
  }

  void awaitCaughtUp() throws InterruptedException {
    await(host::caughtUp, () -> "caught up: " + host.status());
  }

  /** Lets it run for a while: when to kill is chance, not a condition. */
  void settle(Duration a) throws InterruptedException {
    new VirtualHost().sleep(a);
  }

  private static void await(BooleanSupplier condition, java.util.function.Supplier<String> what)
      throws InterruptedException {
    var machine = new VirtualHost();
    long until = machine.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (machine.nanoTime() > until) {
        throw new AssertionError(what.get());
      }
      machine.sleep(Duration.ofMillis(2));
    }
  }

  static CaptureSpec capture(String schema) {
    return orders(schema).capture("shop", "source", Duration.ofMillis(50));
  }

  /** The same, whose transactions stay open for half a second. */
  static CaptureSpec slowly(CaptureSpec spec) {
    return new CaptureSpec(
        spec.namespace(),
        spec.name(),
        spec.generation(),
        spec.connector(),
        new TransactionSpec(Duration.ofMillis(500), Duration.ofSeconds(1), Optional.empty()),
        spec.interval(),
        spec.shards(),
        spec.suspended(),
        spec.bindings(),
        spec.store());
  }

  static MaterializationSpec materialization(String schema) {
    return orders(schema)
        .materialization(
            "warehouse",
            "destination",
            new FieldSelection(
                List.of("id"), List.of("n"), Optional.of("flow_document"), Map.of()));
  }

  private static OneCollection orders(String schema) {
    return OneCollection.of(
        "default",
        "orders",
        "/id",
        schema,
        List.of(
            projection("flow_document", "", Existence.MUST, "object"),
            projection("id", "/id", Existence.MUST, "integer"),
            projection("n", "/n", Existence.MAY, "integer")));
  }
}
