package dev.firth.simulation.model;

import dev.firth.journals.log.Committed;
import dev.firth.journals.log.HybridClock;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.Violation;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a log's owners were told is committed, by sequence. Nothing of it may ever vanish, and each
 * record goes on from the one before. Confirmations come in any order: who was slow learns late.
 */
public final class Ledger {
  /** 30 s, the second that the store's date is rounded to, and the way of a request. */
  private static final Duration WRONGEST_CLOCK = Duration.ofSeconds(33);

  private final NavigableMap<Long, Counts> confirmed = new TreeMap<>();
  private final Counts none;
  private long seal = Long.MAX_VALUE;

  public Ledger(int keys) {
    this.none = new Counts(keys);
  }

  /** A commit was confirmed; the state after it is {@code counts}. */
  void confirmed(SimProcess who, Committed committed, HybridClock clock, Counts counts) {
    if (clock.instant().isAfter(who.world().time().plus(WRONGEST_CLOCK))) {
      throw new Violation(
          "%s: committed with clock %s at %s".formatted(who, clock.instant(), who.world().time()));
    }
    if (!committed.clock().equals(clock)) {
      throw new Violation(
          "%s: committed with clock %s, the builder said %s"
              .formatted(who, committed.clock(), clock));
    }
    long sequence = committed.sequence();
    Map.Entry<Long, Counts> below = confirmed.floorEntry(sequence);
    Map.Entry<Long, Counts> above = confirmed.higherEntry(sequence);
    if (below != null && (below.getKey() == sequence || !counts.covers(below.getValue()))) {
      throw new Violation(
          "%s: record %d was confirmed with %s, but %d with %s had been confirmed before"
              .formatted(who, sequence, counts, below.getKey(), below.getValue()));
    }
    if (above != null && !above.getValue().covers(counts)) {
      throw new Violation(
          "%s: record %d was confirmed with %s, but %d after it had been with %s"
              .formatted(who, sequence, counts, above.getKey(), above.getValue()));
    }
    if (sequence > seal) {
      throw new Violation("%s: committed %d after the seal %d".formatted(who, sequence, seal));
    }
    confirmed.put(sequence, counts.copy());
  }

  /** The log was sealed; nothing may follow. */
  void sealed(long sequence) {
    seal = sequence;
    if (confirmed.lastKey() > seal) {
      throw new Violation("sealed at %d after %d".formatted(seal, confirmed.lastKey()));
    }
  }

  public boolean isSealed() {
    return seal != Long.MAX_VALUE;
  }

  /** All that must be found wherever everything is read. */
  public Counts promised() {
    return confirmed.isEmpty() ? none : confirmed.lastEntry().getValue();
  }

  public long commits() {
    return confirmed.size();
  }
}
