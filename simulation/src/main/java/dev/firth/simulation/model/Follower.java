package dev.firth.simulation.model;

import dev.firth.journals.log.Cut;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Position;
import dev.firth.journals.read.ReadRecord;
import dev.firth.journals.read.ReadSlice;
import dev.firth.journals.read.ReadSource;
import dev.firth.simulation.world.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What someone has read: the counts of each source, the clock, and the cut that goes with them. It
 * is what a destination would keep, and it checks every document as it comes.
 */
public final class Follower {
  private final String who;
  private final LogName log;
  private final int keys;
  private final List<Counts> counts = new ArrayList<>();
  private final List<ReadRecord> pieces = new ArrayList<>();
  private HybridClock clock = HybridClock.ZERO;
  private Cut cut = Cut.EMPTY;
  private Cut inside = Cut.EMPTY;

  public Follower(String who, LogName log, int keys, int sources) {
    this.who = who;
    this.log = log;
    this.keys = keys;
    for (int s = 0; s < sources; s++) {
      counts.add(new Counts(keys));
    }
  }

  public Follower copy() {
    Follower copy = new Follower(who, log, keys, 0);
    counts.forEach(c -> copy.counts.add(c.copy()));
    copy.clock = clock;
    copy.cut = cut;
    return copy;
  }

  public Cut cut() {
    return cut;
  }

  public Counts counts(int source) {
    return counts.get(source);
  }

  /** From now on one more source is read, from its start. */
  public void join() {
    counts.add(new Counts(keys));
  }

  public int sources() {
    return counts.size();
  }

  /**
   * Takes what a reader returned, and the reader's cut after it. Pieces of a transaction count
   * together with its last: a copy in between knows nothing of them.
   */
  public void take(ReadRecord record, Cut after, List<ReadSource> sources) {
    pieces.add(record);
    if (!record.more()) {
      pieces.forEach(this::count);
      pieces.clear();
      cut = after;
      checkTogether(sources);
    } else if (pieces.size() > 1 && moved(inside, after, sources)) {
      throw new Violation(
          "%s: the cut moved to %s inside a transaction".formatted(who, after.json()));
    } else {
      inside = after;
    }
  }

  /** Whether a position became another; a log of which a reader has just heard is new. */
  private static boolean moved(Cut from, Cut to, List<ReadSource> sources) {
    return sources.stream()
        .anyMatch(
            source ->
                from.logs(source.name()).entrySet().stream()
                    .anyMatch(
                        at ->
                            !to.position(source.name(), at.getKey())
                                .equals(Optional.of(at.getValue()))));
  }

  private void count(ReadRecord record) {
    for (ReadSlice slice : record.slices()) {
      List<ModelDocument> documents =
          ModelDocument.parse(slice.bytes(), slice.offset(), slice.length());
      if (documents.size() != slice.documents()) {
        throw new Violation(
            "%s: a slice of %d documents holds %d"
                .formatted(who, slice.documents(), documents.size()));
      }
      documents.forEach(
          document ->
              counts.get(slice.source()).follow(who + " source " + slice.source(), document));
      checkClocks(record, documents);
    }
  }

  private void checkClocks(ReadRecord record, List<ModelDocument> documents) {
    for (ModelDocument document : documents) {
      if (document.clock().compareTo(record.clock().toString()) > 0) {
        throw new Violation(
            "%s: a document of %s in what is said to end at %s"
                .formatted(who, document.clock(), record.clock()));
      }
      if (!record.history() && !document.clock().equals(record.clock().toString())) {
        throw new Violation(
            "%s: a document of %s in the record before %d of %s"
                .formatted(who, document.clock(), record.next(), record.clock()));
      }
    }
  }

  /** Sources at equal positions have read the same transactions, whole. */
  private void checkTogether(List<ReadSource> sources) {
    for (int s = 1; s < counts.size(); s++) {
      Optional<Position> first = cut.position(sources.getFirst().name(), log);
      if (cut.position(sources.get(s).name(), log).equals(first)
          && !counts.get(s).equals(counts.getFirst())) {
        throw new Violation(
            "%s: at %s one collection shows %s, the other %s: a transaction is torn"
                .formatted(who, first, counts.getFirst(), counts.get(s)));
      }
    }
    Position position = cut.position(sources.getFirst().name(), log).orElse(Position.START);
    if (position instanceof Position.At at) {
      if (at.clock().compareTo(clock) < 0) {
        throw new Violation(
            "%s: the cut's clock went back from %s to %s".formatted(who, clock, at.clock()));
      }
      clock = at.clock();
    }
  }
}
