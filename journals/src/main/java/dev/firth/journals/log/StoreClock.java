package dev.firth.journals.log;

import dev.firth.journals.host.Host;
import java.time.Duration;
import java.time.Instant;

/** Compares this machine's clock with the Date of the store's answers. */
final class StoreClock {
  /** How far apart they may be, besides the second that a Date is rounded to. */
  static final Duration TOLERANCE = Duration.ofSeconds(30);

  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private StoreClock() {}

  /**
   * @param sent our clock before the request
   * @param date the store's clock at its answer
   * @throws Exit.ClockSkew if the store's date cannot lie between request and answer
   */
  static void check(Host host, Instant sent, Instant date) {
    Instant now = host.now();
    Instant earliest = (sent.isBefore(now) ? sent : now).minus(TOLERANCE).minus(ROUNDING);
    Instant latest = (sent.isBefore(now) ? now : sent).plus(TOLERANCE).plus(ROUNDING);
    if (date.isBefore(earliest) || date.isAfter(latest)) {
      throw new Exit.ClockSkew(now, date);
    }
  }
}
