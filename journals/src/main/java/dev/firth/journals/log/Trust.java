package dev.firth.journals.log;

import java.time.Duration;
import java.util.Set;

/**
 * Whether a success of the store still proves something. A deleted name can be created again; but
 * no name above our last confirmed commit can have been created by another and deleted again before
 * that commit is R old. So a success counts while the commit before it (at start: the listing of
 * boundaries and snapshots) is younger than R/2. Immutable.
 *
 * @param anchor before the first request of the last confirmed commit was sent
 */
record Trust(Moment anchor, Set<Safeguard> rules) {
  Trust confirmed(Moment sent) {
    return new Trust(sent, rules);
  }

  /** How old the last confirmed commit is. */
  Duration age(Moment now) {
    return rules.contains(Safeguard.TRUST_BY_BOTH_CLOCKS)
        ? now.since(anchor)
        : now.sinceMonotonic(anchor);
  }

  boolean holds(Moment now, Duration retention) {
    return !rules.contains(Safeguard.HALF_RETENTION_TRUST)
        || age(now).compareTo(retention.dividedBy(2)) < 0;
  }
}
