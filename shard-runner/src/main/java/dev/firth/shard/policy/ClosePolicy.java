package dev.firth.shard.policy;

import java.time.Duration;

/**
 * Decides whether the open transaction takes more input, closes, or holds its input back.
 *
 * <p>A transaction closes as soon as it may while its input is quiet, so that the first document
 * after idleness commits at once; while input keeps coming it grows until {@code maxDuration},
 * {@code maxBytes} or {@code maxDocuments}, because large transactions cost less a document. It
 * never closes before the commit before it has finished (one commit in flight, the next one
 * filling), nor between two checkpoints of its connector.
 *
 * @param minDuration a transaction stays open at least this long, unless a ceiling is reached or
 *     the shard stops
 * @param maxDuration a transaction closes at this age even if more input waits
 * @param maxRate transactions a second at most, unless a ceiling of size is reached
 * @param maxBytes bytes of documents at which a transaction closes, and beyond which it takes no
 *     more while it cannot close
 * @param maxDocuments as {@code maxBytes}, in documents
 */
public record ClosePolicy(
    Duration minDuration, Duration maxDuration, double maxRate, long maxBytes, long maxDocuments) {

  /** Wait for as long as nothing happens. */
  public static final Duration FOREVER = Duration.ofDays(36_500);

  /** A floor above the ceiling is lowered to it. */
  public ClosePolicy {
    if (minDuration.compareTo(maxDuration) > 0) {
      minDuration = maxDuration;
    }
    if (!(maxRate > 0)) {
      throw new IllegalArgumentException("maxRate must be above 0, not " + maxRate);
    }
  }

  private static final Duration QUIET = Duration.ofSeconds(1);

  /**
   * What the policy looks at.
   *
   * @param age since the first input of the open transaction; {@link Duration#ZERO} while it is
   *     empty
   * @param sinceClose since the transaction before it closed; {@link #FOREVER} for the first one
   * @param bytes of documents taken in
   * @param documents taken in
   * @param empty nothing is in it, not even a checkpoint
   * @param quiet nothing but checkpoints without documents is in it: they wait for company for a
   *     second, since nobody waits for them
   * @param cuttable it ends on a checkpoint of its connector
   * @param commitReady the commit before it has finished
   * @param inputReady more input is there without waiting
   * @param stopping the shard has been asked to stop
   */
  public record Facts(
      Duration age,
      Duration sinceClose,
      long bytes,
      long documents,
      boolean empty,
      boolean quiet,
      boolean cuttable,
      boolean commitReady,
      boolean inputReady,
      boolean stopping) {}

  /** What to do next. */
  public sealed interface Decision {}

  /** Take input; decide again when some came or {@code delay} is over. */
  public record Extend(Duration delay) implements Decision {}

  /** Close the transaction now. */
  public record Close() implements Decision {}

  /** Take no input until the commit before it has finished. */
  public record Hold() implements Decision {}

  private static final Close CLOSE = new Close();
  private static final Hold HOLD = new Hold();
  private static final Extend EXTEND = new Extend(FOREVER);

  /** The decision for these facts. */
  public Decision decide(Facts f) {
    if (f.empty || !f.cuttable) {
      return EXTEND;
    }
    boolean full = f.bytes >= maxBytes || f.documents >= maxDocuments;
    if (!f.commitReady) {
      return full || f.stopping ? HOLD : EXTEND;
    }
    if (full || f.stopping) {
      return CLOSE;
    }
    Duration youngest = f.quiet ? longest(minDuration, QUIET) : minDuration;
    Duration floor = longest(youngest.minus(f.age), spacing().minus(f.sinceClose));
    if (floor.isPositive()) {
      return new Extend(floor);
    }
    return f.inputReady && f.age.compareTo(maxDuration) < 0 ? EXTEND : CLOSE;
  }

  private Duration spacing() {
    return Duration.ofNanos((long) (1e9 / maxRate));
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
