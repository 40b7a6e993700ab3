package dev.firth.simulation.model;

import dev.firth.journals.log.Committed;
import dev.firth.journals.log.HybridClock;
import dev.firth.simulation.Violation;

/** What a log's owners were told is committed. Nothing of it may ever vanish. */
public final class Ledger {
  private Counts promised;
  private long commits;

  public Ledger(int keys) {
    this.promised = new Counts(keys);
  }

  /** A commit was confirmed; the state after it is {@code counts}. */
  void confirmed(String who, Committed committed, HybridClock clock, Counts counts) {
    if (!committed.clock().equals(clock)) {
      throw new Violation(
          "%s: committed with clock %s, the builder said %s"
              .formatted(who, committed.clock(), clock));
    }
    if (!counts.covers(promised)) {
      throw new Violation(
          "%s: record %d was confirmed with %s, but %s had been confirmed before"
              .formatted(who, committed.sequence(), counts, promised));
    }
    promised = counts.copy();
    commits++;
  }

  /** All that must be found wherever everything is read. */
  public Counts promised() {
    return promised;
  }

  public long commits() {
    return commits;
  }
}
