package dev.firth.journals.log;

import dev.firth.journals.store.ListAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What may be deleted when. Without I/O. */
final class GarbagePlan {
  private final Set<Safeguard> rules;

  GarbagePlan(Set<Safeguard> rules) {
    this.rules = rules;
  }

  /** A boundary in the store and when it was created, by the store's clock. */
  record Boundary(long sequence, Instant created) {}

  /**
   * The highest boundary that may be created: all records below it are in written fragments and
   * below a complete snapshot. 0: none.
   *
   * @param uncutFloor lowest sequence that holds documents in no written fragment
   * @param snapshot sequence that the newest complete snapshot includes; -1 if there is none
   * @param next first free sequence
   */
  long boundary(long uncutFloor, long snapshot, long next) {
    long limit = next;
    if (rules.contains(Safeguard.GC_BELOW_FRAGMENTS)) {
      limit = Math.min(limit, uncutFloor);
    }
    if (rules.contains(Safeguard.GC_BELOW_SNAPSHOT)) {
      limit = Math.min(limit, snapshot + 1);
    }
    return limit - limit % LogPaths.SEGMENT;
  }

  /**
   * Below which sequence records may be deleted: below the highest boundary that every reader has
   * had R/2 to notice. 0: none.
   */
  long deleteBelow(
      List<Boundary> boundaries, long candidate, Instant storeNow, Duration retention) {
    if (!rules.contains(Safeguard.BOUNDARY_BEFORE_DELETE)) {
      return candidate;
    }
    return boundaries.stream()
        .filter(
            b ->
                !rules.contains(Safeguard.BOUNDARY_AGE)
                    || olderThan(b.created(), storeNow, retention.dividedBy(2)))
        .mapToLong(Boundary::sequence)
        .max()
        .orElse(0);
  }

  /** Whether a record below {@link #deleteBelow} is old enough. */
  boolean deletable(ListAnswer.Entry record, Instant storeNow, Duration retention) {
    return !rules.contains(Safeguard.GC_RETENTION_AGE)
        || olderThan(record.lastModified(), storeNow, retention);
  }

  private static boolean olderThan(Instant created, Instant now, Duration age) {
    // Dates of a store are cut to the second.
    return Duration.between(created, now).minusSeconds(1).compareTo(age) > 0;
  }
}
