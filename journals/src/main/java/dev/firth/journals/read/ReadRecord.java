package dev.firth.journals.read;

import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Seal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whole transactions of one log: one record, or, of history, several records together. A big one
 * comes in pieces, one after the other, with nothing else between them: the reader's cut moves with
 * the last.
 *
 * @param next where the reader is in this log after it: its sources' position
 * @param clock of the last transaction in it
 * @param seal if this is the log's last record
 * @param history whether it comes from fragments
 * @param more whether this is a piece that is not the last: what was read so far counts only
 *     together with the rest
 * @param schemas hashes of the write schemas of all its pieces, as in {@link ReadSlice#schema}
 */
public record ReadRecord(
    LogName log,
    long next,
    HybridClock clock,
    Optional<Seal> seal,
    List<ReadSlice> slices,
    boolean history,
    boolean more,
    Set<String> schemas) {
  public ReadRecord {
    slices = List.copyOf(slices);
    schemas = Set.copyOf(schemas);
  }

  /** Documents in all slices. */
  public int documents() {
    return slices.stream().mapToInt(ReadSlice::documents).sum();
  }
}
