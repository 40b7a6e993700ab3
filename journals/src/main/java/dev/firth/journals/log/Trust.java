package dev.firth.journals.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a success of the store still proves something. A deleted name can be created again; but
 * no name above our last confirmed commit can have been created by another and deleted again before
 * that commit is R old. So a success counts while the commit before it (at start: the listing of
 * boundaries and snapshots) is younger than R/2. Immutable.
 *
 * @param anchor before the first request of the last confirmed commit was sent
 * @param date the store's clock then, about; null if no answer said
 */
record Trust(Moment anchor, @Nullable Instant date, Set<Safeguard> rules) {
  Trust confirmed(Moment sent, @Nullable Instant storeDate) {
    return new Trust(sent, storeDate, rules);
  }

  /**
   * How old the last confirmed commit is: the most that any clock says. A machine's monotonic clock
   * stands while it sleeps, and its wall clock may have been set back meanwhile.
   *
   * @param storeDate the store's clock at its last answer; null if there was none
   */
  Duration age(Moment now, @Nullable Instant storeDate) {
    if (!rules.contains(Safeguard.TRUST_BY_ALL_CLOCKS)) {
      return now.sinceMonotonic(anchor);
    }
    Duration ours = now.since(anchor);
    Duration stores =
        date == null || storeDate == null ? Duration.ZERO : Duration.between(date, storeDate);
    return ours.compareTo(stores) >= 0 ? ours : stores;
  }

  boolean holds(Moment now, @Nullable Instant storeDate, Duration retention) {
    return !rules.contains(Safeguard.HALF_RETENTION_TRUST)
        || age(now, storeDate).compareTo(retention.dividedBy(2)) < 0;
  }
}
