package dev.firth.journals.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * R of a log, and a change of it that is still to come. While a change waits, records are protected
 * by the longer of both and successes trusted by the shorter.
 */
record Retention(Duration value, Optional<RecordHeader.RetentionChange> change) {
  static Retention of(Duration value) {
    return new Retention(value, Optional.empty());
  }

  /** A change to {@code to}: it takes effect one old (or new, if longer) R from now. */
  static RecordHeader.RetentionChange change(Duration from, Duration to, Instant now) {
    return new RecordHeader.RetentionChange(to, now.plus(longer(from, to)));
  }

  /** After a record that announces {@code next} was written at {@code time}. */
  Retention announced(RecordHeader.RetentionChange next, Instant time) {
    return new Retention(in(time), Optional.of(next));
  }

  /** What it will be when all that was announced has taken effect. */
  Duration target() {
    return change.map(RecordHeader.RetentionChange::retention).orElse(value);
  }

  /** How old a record must be before it may be deleted. */
  Duration protecting(Instant now) {
    return pending(now).map(c -> longer(value, c.retention())).orElseGet(() -> in(now));
  }

  /** The R whose half limits trust. */
  Duration trusting(Instant now) {
    return pending(now)
        .map(c -> longer(value, c.retention()).equals(value) ? c.retention() : value)
        .orElseGet(() -> in(now));
  }

  private Duration in(Instant now) {
    return change
        .filter(c -> !now.isBefore(c.from()))
        .map(RecordHeader.RetentionChange::retention)
        .orElse(value);
  }

  private Optional<RecordHeader.RetentionChange> pending(Instant now) {
    return change.filter(c -> now.isBefore(c.from()));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
