package dev.firth.shard.metrics;

import dev.firth.shard.status.BindingStatus;
import dev.firth.shard.status.Phase;
import dev.firth.shard.status.TaskMeters;
import dev.firth.shard.status.TaskStatus;
import dev.firth.specs.TaskSpec;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Registers the metrics of a process's tasks. Counters are read when Prometheus asks; only the
 * durations of parts of transactions are observed as they happen.
 */
public final class ShardMetrics {
  private static final double[] SECONDS = {
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30
  };

  private final PrometheusRegistry registry;
  private final Supplier<List<TaskStatus>> tasks;
  private final Histogram parts;

  /**
   * @param tasks the tasks of this process as they are now
   */
  public ShardMetrics(PrometheusRegistry registry, Supplier<List<TaskStatus>> tasks) {
    this.registry = registry;
    this.tasks = tasks;
    parts =
        Histogram.builder()
            .name("firth_shard_transaction_seconds")
            .help("What the parts of transactions took: fill, drain, commit.")
            .labelNames("namespace", "kind", "task", "part")
            .classicUpperBounds(SECONDS)
            .register(registry);
    bindingCounter("documents_in", "Documents read.", BindingStatus::documentsIn);
    bindingCounter("bytes_in", "Bytes of documents read.", BindingStatus::bytesIn);
    bindingCounter("documents_out", "Documents committed.", BindingStatus::documentsOut);
    bindingCounter("bytes_out", "Bytes of documents committed.", BindingStatus::bytesOut);
    bindingCounter("loads", "Keys looked up at the destination.", BindingStatus::loads);
    bindingGauge(
        "lag_seconds",
        "Age of the oldest document that was read and is not committed yet.",
        b -> b.lag().toMillis() / 1e3);
    bindingGauge(
        "lag_bytes",
        "Bytes of documents that are not committed yet, those still unread included.",
        BindingStatus::lagBytes);
    taskCounter("transactions", "Committed transactions.", TaskStatus::transactions);
    taskCounter("connector_restarts", "Restarts after failures.", TaskStatus::restarts);
    taskCounter("fragments", "Fragments written.", t -> t.fragments().written());
    taskCounter("fragment_bytes", "Bytes of fragments, as stored.", t -> t.fragments().bytes());
    taskCounter(
        "fragment_cpu_seconds",
        "Processor time that making fragments took.",
        t -> t.fragments().cpu().toNanos() / 1e9);
    taskCounter("spilled_bytes", "Bytes that combiners wrote to disk.", TaskStatus::spilled);
    lastCommit();
    retained();
    phases();
  }

  /** Observes the transactions of one task. */
  public TaskMeters.CommitObserver observer(TaskSpec task) {
    return (part, took) ->
        parts
            .labelValues(task.namespace(), task.kindName(), task.name(), part)
            .observe(took.toNanos() / 1e9);
  }

  private void bindingCounter(String name, String help, ToDoubleFunction<BindingStatus> value) {
    CounterWithCallback.builder()
        .name("firth_shard_" + name)
        .help(help)
        .labelNames("namespace", "kind", "task", "binding")
        .callback(callback -> eachBinding(value, callback::call))
        .register(registry);
  }

  private void bindingGauge(String name, String help, ToDoubleFunction<BindingStatus> value) {
    GaugeWithCallback.builder()
        .name("firth_shard_" + name)
        .help(help)
        .labelNames("namespace", "kind", "task", "binding")
        .callback(callback -> eachBinding(value, callback::call))
        .register(registry);
  }

  private void taskCounter(String name, String help, ToDoubleFunction<TaskStatus> value) {
    CounterWithCallback.builder()
        .name("firth_shard_" + name)
        .help(help)
        .labelNames("namespace", "kind", "task")
        .callback(
            callback ->
                each(
                    task ->
                        callback.call(
                            value.applyAsDouble(task), task.namespace(), task.kind(), task.name())))
        .register(registry);
  }

  private void lastCommit() {
    GaugeWithCallback.builder()
        .name("firth_shard_last_commit_timestamp_seconds")
        .help("When the task committed last.")
        .labelNames("namespace", "kind", "task")
        .callback(
            callback ->
                each(
                    task ->
                        task.lastCommit()
                            .ifPresent(
                                at ->
                                    callback.call(
                                        at.toEpochMilli() / 1e3,
                                        task.namespace(),
                                        task.kind(),
                                        task.name()))))
        .register(registry);
  }

  private void retained() {
    GaugeWithCallback.builder()
        .name("firth_shard_retained_wal_bytes")
        .help("Log that the source keeps for a capture that does not run.")
        .labelNames("namespace", "kind", "task")
        .callback(
            callback ->
                each(
                    task ->
                        task.retainedWalBytes()
                            .ifPresent(
                                bytes ->
                                    callback.call(
                                        bytes, task.namespace(), task.kind(), task.name()))))
        .register(registry);
  }

  private void phases() {
    GaugeWithCallback.builder()
        .name("firth_shard_phase")
        .help("1 for the phase that the task is in, with its reason.")
        .labelNames("namespace", "kind", "task", "phase", "reason")
        .callback(
            callback ->
                each(
                    task ->
                        callback.call(
                            1,
                            task.namespace(),
                            task.kind(),
                            task.name(),
                            word(task.phase()),
                            task.reason())))
        .register(registry);
  }

  private static String word(Phase phase) {
    return phase.name().charAt(0) + phase.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private void each(Consumer<TaskStatus> use) {
    tasks.get().forEach(use);
  }

  private void eachBinding(ToDoubleFunction<BindingStatus> value, Sample sample) {
    each(
        task ->
            task.bindings()
                .forEach(
                    binding ->
                        sample.of(
                            value.applyAsDouble(binding),
                            task.namespace(),
                            task.kind(),
                            task.name(),
                            binding.name())));
  }

  @FunctionalInterface
  private interface Sample {
    void of(double value, String... labels);
  }
}
