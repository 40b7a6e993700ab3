package dev.firth.journals.log;

import dev.firth.journals.host.Channel;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest committed records of one owner, compressed, bounded in bytes. Readers hold a sequence
 * and ask for it; nothing is queued or encoded for a reader, and a slow one holds back neither
 * owner nor memory: what has left the ring is read from the store. The owner builds fragments from
 * it too.
 */
public final class Ring {
  /** How much of committed bodies is kept. */
  public static final long BYTES = 64L << 20;

  private static final int OVERHEAD = 512;

  private final long capacity;
  private final Lanes lanes;
  private final Map<Long, StoredRecord> records = new HashMap<>();
  private final Set<Channel<Boolean>> waiting = ConcurrentHashMap.newKeySet();
  private long first;
  private long bytes;

  /**
   * @param capacity bytes of bodies that are kept
   * @param next the sequence of the first record to come
   */
  Ring(long capacity, long next, Lanes lanes) {
    this.capacity = capacity;
    this.lanes = lanes;
    this.first = next;
  }

  /** Appends the record after the last one. */
  void append(StoredRecord committed) {
    synchronized (this) {
      // A giant transaction leaves the frames to the store and only shows that it is there.
      StoredRecord kept = committed.held() > capacity / 2 ? committed.headerOnly() : committed;
      if (committed.sequence() != first + records.size()) {
        records.clear();
        bytes = 0;
        first = committed.sequence();
      }
      records.put(kept.sequence(), kept);
      bytes += kept.held() + OVERHEAD;
      while (bytes > capacity && records.size() > 1) {
        StoredRecord oldest = records.remove(first++);
        bytes -= oldest == null ? 0 : oldest.held() + OVERHEAD;
      }
    }
    for (Channel<Boolean> channel : waiting) {
      channel.offer(true);
    }
  }

  /** The record at a sequence; null if it is not here, any more or yet. */
  public synchronized @Nullable StoredRecord at(long sequence) {
    return records.get(sequence);
  }

  /** The sequence after the newest record. */
  public synchronized long head() {
    return first + records.size();
  }

  /** What its owner knows of the journals that it writes. */
  public Lanes lanes() {
    return lanes;
  }

  /**
   * Where a journal goes on.
   *
   * @param from a sequence
   * @return the offset in the lane of its first documents at or after {@code from}; empty if there
   *     are none, or {@code from} is not here any more
   */
  public synchronized OptionalLong begin(int journal, long from) {
    for (long s = from; s >= first && s < first + records.size(); s++) {
      StoredRecord stored = records.get(s);
      if (stored != null) {
        for (RecordHeader.Slice slice : stored.header().slices()) {
          if (slice.journal() == journal) {
            return OptionalLong.of(slice.begin());
          }
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Whether the record at a sequence is here, or the next one to come. */
  public synchronized boolean reaches(long sequence) {
    return sequence >= first && sequence <= first + records.size();
  }

  /** Offers a token to {@code channel} at every append, until {@link #forget}. */
  public void wake(Channel<Boolean> channel) {
    waiting.add(channel);
  }

  /** Ends {@link #wake}. */
  public void forget(Channel<Boolean> channel) {
    waiting.remove(channel);
  }
}
