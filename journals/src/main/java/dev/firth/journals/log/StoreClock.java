package dev.firth.journals.log;

import dev.firth.journals.host.Host;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Compares this machine's clock with the Date of the store's answers, and knows when that must be
 * done again before anything is written: an answer that comes after a record was created comes too
 * late to keep the record's clock right. Not thread-safe.
 */
final class StoreClock {
  /** How far apart they may be, besides the second that a Date is rounded to. */
  static final Duration TOLERANCE = Duration.ofSeconds(30);

  private static final Duration ROUNDING = Duration.ofSeconds(1);

  /** Clocks that are set right step by step go apart by less between two records. */
  private static final Duration JUMP = Duration.ofSeconds(1);

  private final Host host;
  private @Nullable Moment answered;
  private Instant date = Instant.MIN;

  StoreClock(Host host) {
    this.host = host;
  }

  /**
   * Takes an answer into account.
   *
   * @param sent our clock before the request
   * @param answer the store's clock at its answer
   * @throws Exit.ClockSkew if the store's date cannot lie between request and answer
   */
  void compare(Instant sent, Instant answer) {
    Moment now = Moment.of(host);
    Instant earlier = sent.isBefore(now.wall()) ? sent : now.wall();
    Instant later = sent.isBefore(now.wall()) ? now.wall() : sent;
    if (answer.isBefore(earlier.minus(TOLERANCE).minus(ROUNDING))
        || answer.isAfter(later.plus(TOLERANCE).plus(ROUNDING))) {
      throw new Exit.ClockSkew(now.wall(), answer);
    }
    answered = now;
    date = answer;
  }

  /**
   * Whether the clocks must be compared before a record is written: they never were, or since then
   * the wall clock jumped, or the monotonic clock stood.
   */
  boolean stale() {
    Moment before = answered;
    if (before == null) {
      return true;
    }
    Moment now = Moment.of(host);
    Duration apart =
        Duration.between(before.wall(), now.wall()).minus(now.sinceMonotonic(before)).abs();
    return apart.compareTo(JUMP) > 0;
  }

  /**
   * That a transaction's clock was not drawn while the wall clock was too far ahead: it may have
   * been set right since. To be asked when {@link #stale} has said no.
   *
   * @param drawn our wall clock when the transaction's clock was drawn from it
   * @throws Exit.ClockSkew if it was
   */
  void requireDrawnRight(Instant drawn) {
    Moment before = answered;
    if (before != null) {
      Instant stores = date.plus(Moment.of(host).sinceMonotonic(before));
      if (drawn.isAfter(stores.plus(TOLERANCE).plus(ROUNDING))) {
        throw new Exit.ClockSkew(drawn, stores);
      }
    }
  }
}
