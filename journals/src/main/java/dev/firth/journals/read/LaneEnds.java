package dev.firth.journals.read;

import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import java.util.HashMap;
import java.util.Map;

/**
 * Where history has left the journals of one log: the log's first documents of each must begin
 * there, or a fragment is missing between. Not thread-safe.
 */
final class LaneEnds {
  private final LogName log;
  private final Map<JournalName, Long> ends = new HashMap<>();

  LaneEnds(LogName log) {
    this.log = log;
  }

  /** History has been read up to this byte of the lane. */
  void reached(JournalName journal, long end) {
    ends.put(journal, end);
  }

  /**
   * The log goes on with a journal.
   *
   * @throws ReadFailed if history ended elsewhere
   */
  void goesOn(JournalName journal, long begin) {
    Long end = ends.remove(journal);
    if (end != null && end != begin) {
      throw gap(journal, log, end, begin, "the log goes on behind it");
    }
  }

  /** The sentence for a hole in a lane, or for what lies there twice. */
  static ReadFailed gap(JournalName journal, LogName log, long end, long begin, String behind) {
    return new ReadFailed(
        "The history of %s as %s wrote it has %s between bytes %d and %d: %s. Restore the fragments as they were."
            .formatted(
                journal,
                log,
                begin > end ? "a gap" : "an overlap",
                Math.min(begin, end),
                Math.max(begin, end),
                behind));
  }
}
