package dev.firth.shard.status;

import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.InferredSchema;
import dev.firth.specs.MaterializationBinding;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one task in this process. They survive restarts of its shard. */
public final class TaskMeters {
  private final TaskSpec spec;
  private final List<BindingMeters> bindings;
  private final CommitObserver observer;
  private final LongAdder transactions = new LongAdder();
  private final LongAdder restarts = new LongAdder();
  private final LongAdder spilled = new LongAdder();
  private final LongAdder fragments = new LongAdder();
  private final LongAdder fragmentBytes = new LongAdder();
  private final LongAdder fragmentNanos = new LongAdder();
  private volatile Optional<Instant> lastCommit = Optional.empty();
  private final Map<String, InferredSchema> inferred = new ConcurrentHashMap<>();
  private volatile Situation situation;
  private volatile boolean caughtUp;
  private volatile OptionalLong retained = OptionalLong.empty();

  /** Sees every commit with what it took, for histograms. */
  @FunctionalInterface
  public interface CommitObserver {
    /** Nobody looks. */
    CommitObserver NONE = (part, took) -> {};

    /**
     * One part of a transaction has ended.
     *
     * @param part {@code fill}, {@code drain} or {@code commit}
     */
    void took(String part, Duration took);
  }

  private record Situation(Phase phase, String reason, String message, Instant since) {}

  public TaskMeters(TaskSpec spec, Instant now, CommitObserver observer) {
    this.spec = spec;
    this.observer = observer;
    bindings = names(spec).stream().map(BindingMeters::new).toList();
    situation = new Situation(Phase.OPENING, "", "", now);
  }

  private static List<String> names(TaskSpec spec) {
    return switch (spec) {
      case CaptureSpec c -> c.bindings().stream().map(CaptureBinding::name).toList();
      case MaterializationSpec m ->
          m.bindings().stream().map(MaterializationBinding::name).toList();
    };
  }

  /** The meters of the binding at this index of the spec. */
  public BindingMeters binding(int index) {
    return bindings.get(index);
  }

  /** The task is in a phase from now on. */
  public void phase(Phase phase, String reason, String message, Instant now) {
    situation = new Situation(phase, reason, message, now);
  }

  public Phase phase() {
    return situation.phase;
  }

  /** A part of a transaction has ended. */
  public void took(String part, Duration took) {
    observer.took(part, took);
  }

  public void committed(Instant now) {
    transactions.increment();
    lastCommit = Optional.of(now);
  }

  public void restarted() {
    restarts.increment();
  }

  public void spilled(long bytes) {
    spilled.add(bytes);
  }

  /** Fragments were made: how many were created, of how many bytes, and what it took. */
  public void fragments(int written, long bytes, Duration cpu) {
    fragments.add(written);
    fragmentBytes.add(bytes);
    fragmentNanos.add(cpu.toNanos());
  }

  public void caughtUp(boolean now) {
    caughtUp = now;
  }

  /** The source keeps so many bytes of its log for the task, which does not run. */
  public void retained(OptionalLong bytes) {
    retained = bytes;
  }

  /** Documents of a binding were read and wait in the transaction that holds them. */
  public void waits(int binding, Instant since, long bytes, Held held) {
    held.add(binding, since, bytes);
    bindings.get(binding).waits(since, bytes);
  }

  /** What a transaction held is committed; the next one holds the rest of what was read. */
  public void arrived(Held committed, Held next) {
    for (int binding = 0; binding < bindings.size(); binding++) {
      bindings.get(binding).arrived(committed.bytes(binding), next.since(binding));
    }
  }

  /** Whatever was read and not committed will be read again. */
  public void again() {
    bindings.forEach(BindingMeters::again);
  }

  /** All that was read is committed, and there is nothing to read. */
  public void idle() {
    bindings.forEach(BindingMeters::idle);
  }

  /** What a collection's documents are like, as far as the task has seen them, is known. */
  public void inferred(InferredSchema schema) {
    inferred.put(schema.collection(), schema);
  }

  /** What the task has said of its collections' documents. */
  public Collection<InferredSchema> inferred() {
    return inferred.values();
  }

  /** What they show now. */
  public TaskStatus snapshot(Instant now) {
    Situation current = situation;
    return new TaskStatus(
        spec.namespace(),
        spec.kindName(),
        spec.name(),
        current.phase,
        current.reason,
        current.message,
        current.since,
        transactions.sum(),
        restarts.sum(),
        spilled.sum(),
        new TaskStatus.Fragments(
            fragments.sum(), fragmentBytes.sum(), Duration.ofNanos(fragmentNanos.sum())),
        lastCommit,
        caughtUp,
        retained,
        bindings.stream().map(b -> b.snapshot(now)).toList());
  }
}
