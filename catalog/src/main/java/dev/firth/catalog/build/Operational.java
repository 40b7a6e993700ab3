package dev.firth.catalog.build;

import dev.firth.crds.Capture;
import dev.firth.crds.Span;
import dev.firth.crds.TaskFields;
import dev.firth.crds.Transactions;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.TaskSpec;
import dev.firth.specs.TransactionSpec;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields that act at once on what is published, without a build and without approval: shards,
 * suspend, transactions and interval.
 */
public final class Operational {
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private Operational() {}

  /**
   * A published task with the operational fields that its resource has now. Values that this
   * release can't serve, or that contradict each other, leave the published ones in place.
   */
  public static TaskSpec on(TaskSpec published, TaskFields wanted) {
    boolean rests = wanted.suspend() || wanted.shards() == 0;
    TransactionSpec transactions =
        fit(wanted.transactions()) ? transactions(wanted.transactions()) : published.transactions();
    int shards = wanted.shards() > 1 ? published.shards() : wanted.shards();
    return switch (published) {
      case CaptureSpec c ->
          new CaptureSpec(
              c.namespace(),
              c.name(),
              c.generation(),
              c.connector(),
              transactions,
              wanted instanceof Capture.Spec spec ? interval(spec.interval()) : c.interval(),
              shards,
              rests || c.bindings().isEmpty(),
              c.bindings(),
              c.store());
      case MaterializationSpec m ->
          new MaterializationSpec(
              m.namespace(),
              m.name(),
              m.generation(),
              m.connector(),
              transactions,
              shards,
              rests || m.bindings().isEmpty(),
              m.bindings(),
              m.store());
    };
  }

  /** From one start of a connector that exits to the next. */
  static Duration interval(@Nullable Span wanted) {
    return wanted == null ? INTERVAL : wanted.toDuration();
  }

  /** Whether the least is not above the most. */
  static boolean fit(Transactions wanted) {
    return wanted.maxDuration() == null || least(wanted).compareTo(most(wanted)) <= 0;
  }

  /** When transactions close; the least where it is above the most. */
  static TransactionSpec transactions(Transactions wanted) {
    Integer rate = wanted.maxRate();
    Duration least = least(wanted);
    Duration most = most(wanted);
    return new TransactionSpec(
        least,
        least.compareTo(most) > 0 ? least : most,
        rate == null ? Optional.empty() : Optional.of(rate.doubleValue()));
  }

  private static Duration least(Transactions wanted) {
    Span span = wanted.minDuration();
    return span == null ? TransactionSpec.DEFAULT.minDuration() : span.toDuration();
  }

  private static Duration most(Transactions wanted) {
    Span span = wanted.maxDuration();
    return span == null ? TransactionSpec.DEFAULT.maxDuration() : span.toDuration();
  }
}
