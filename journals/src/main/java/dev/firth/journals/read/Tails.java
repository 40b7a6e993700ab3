package dev.firth.journals.read;

import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.StoredRecord;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Where live tails of logs are to be had. */
public interface Tails {
  /** None: readers ask the store for the next record. */
  Tails NONE = (log, journals) -> null;

  /**
   * Subscribes to a log from now on.
   *
   * @param journals whose documents are wanted; of others a record may come without its frames
   * @return null if this process cannot reach the log's owner now
   */
  @Nullable Tail open(LogName log, Predicate<JournalName> journals);

  /** A cursor in a producer's ring of committed records. */
  interface Tail extends AutoCloseable {
    /** The record at {@code sequence} if the ring holds it; null otherwise. */
    @Nullable StoredRecord at(long sequence);

    /**
     * The sequence after the newest committed record that the owner has told of; -1 if none yet.
     */
    long head();

    /**
     * Waits until {@link #head} is above {@code sequence}, at most {@code wait}; false if it is
     * not.
     */
    boolean await(long sequence, Duration wait) throws InterruptedException;

    /**
     * Bytes of committed documents that a reader has still to read, as far as this tail knows; may
     * be asked after {@link #close}.
     *
     * @param journals which
     * @param from the reader's next sequence
     * @param read where it has read a journal to, in bytes of the lane; -1 where it does not know
     */
    long unread(Predicate<JournalName> journals, long from, ToLongFunction<JournalName> read);

    @Override
    void close();
  }
}
