package dev.firth.journals.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** One journal as this log writes it: how long it is, and what of it is in no fragment yet. */
final class LaneState {
  static final long HOUR = 3_600_000;

  /**
   * Uncut documents of one hour.
   *
   * @param since when the first was committed, by the owner's clock
   */
  record Uncut(
      long begin,
      long end,
      HybridClock firstClock,
      HybridClock lastClock,
      long firstSequence,
      long lastSequence,
      Instant since) {
    long hour() {
      return firstClock.millis() / HOUR;
    }

    long bytes() {
      return end - begin;
    }
  }

  private long end;
  private final Deque<Uncut> uncut = new ArrayDeque<>();

  LaneState(long end) {
    this.end = end;
  }

  long end() {
    return end;
  }

  Deque<Uncut> uncut() {
    return uncut;
  }

  /** A slice of a transaction joins the range of its hour. */
  void append(RecordHeader.Slice slice, long sequence, HybridClock clock, Instant time) {
    if (slice.begin() != end) {
      throw new CorruptRecord(
          "record %d begins journal %d at byte %d instead of %d"
              .formatted(sequence, slice.journal(), slice.begin(), end));
    }
    end += slice.bytes();
    Uncut last = uncut.peekLast();
    if (last != null && last.hour() == clock.millis() / HOUR) {
      uncut.removeLast();
      uncut.addLast(
          new Uncut(
              last.begin(),
              end,
              last.firstClock(),
              clock,
              last.firstSequence(),
              sequence,
              last.since()));
    } else {
      uncut.addLast(new Uncut(slice.begin(), end, clock, clock, sequence, sequence, time));
    }
  }

  /** A fragment takes a whole range. */
  void cut(RecordHeader.FragmentCut cut) {
    for (Iterator<Uncut> i = uncut.iterator(); i.hasNext(); ) {
      Uncut range = i.next();
      if (range.begin() == cut.begin() && range.end() == cut.end()) {
        i.remove();
        return;
      }
    }
    throw new CorruptRecord(
        "a cut of journal %d from %d to %d fits no transactions"
            .formatted(cut.journal(), cut.begin(), cut.end()));
  }
}
