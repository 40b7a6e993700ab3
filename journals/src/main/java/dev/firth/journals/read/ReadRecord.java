package dev.firth.journals.read;

import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Seal;
import java.util.List;
import java.util.Optional;

/**
 * Whole transactions of one log: one record, or, of history, several records together.
 *
 * @param next where the reader is in this log after it: its sources' position
 * @param clock of the last transaction in it
 * @param seal if this is the log's last record
 * @param history whether it comes from fragments
 */
public record ReadRecord(
    LogName log,
    long next,
    HybridClock clock,
    Optional<Seal> seal,
    List<ReadSlice> slices,
    boolean history) {
  public ReadRecord {
    slices = List.copyOf(slices);
  }

  /** Documents in all slices. */
  public int documents() {
    return slices.stream().mapToInt(ReadSlice::documents).sum();
  }
}
