package dev.firth.shard.status;

import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.MaterializationBinding;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one task in this process. They survive restarts of its shard. */
public final class TaskMeters {
  private final TaskSpec spec;
  private final List<BindingMeters> bindings;
  private final CommitObserver observer;
  private final LongAdder transactions = new LongAdder();
  private final LongAdder restarts = new LongAdder();
  private final LongAdder spilled = new LongAdder();
  private volatile Optional<Instant> lastCommit = Optional.empty();
  private volatile Situation situation;
  private volatile boolean caughtUp;

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

  public void caughtUp(boolean now) {
    caughtUp = now;
  }

  /** What they show now. */
  public TaskStatus snapshot() {
    Situation now = situation;
    return new TaskStatus(
        spec.namespace(),
        spec.kindName(),
        spec.name(),
        now.phase,
        now.reason,
        now.message,
        now.since,
        transactions.sum(),
        restarts.sum(),
        spilled.sum(),
        lastCommit,
        caughtUp,
        bindings.stream().map(BindingMeters::snapshot).toList());
  }
}
