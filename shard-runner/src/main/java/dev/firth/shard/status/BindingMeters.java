package dev.firth.shard.status;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one binding has moved since its task was started in this process. In: from the connector of
 * a capture, from the collection of a materialization. Out: to the collection, to the destination.
 * Shards add once a batch, anyone reads.
 */
public final class BindingMeters {
  private final String name;
  private final LongAdder documentsIn = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder documentsOut = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final AtomicLong waiting = new AtomicLong();
  private volatile @Nullable Instant since;
  private volatile LongSupplier unread = () -> 0;

  public BindingMeters(String name) {
    this.name = name;
  }

  /** Documents read, and their bytes. */
  public void in(long documents, long bytes) {
    documentsIn.add(documents);
    bytesIn.add(bytes);
  }

  /** Documents committed, and their bytes. */
  public void out(long documents, long bytes) {
    documentsOut.add(documents);
    bytesOut.add(bytes);
  }

  /** Keys that were looked up at the destination. */
  public void loads(long keys) {
    loads.add(keys);
  }

  /** Who tells from now on how many bytes of committed documents were not even read yet. */
  public void unread(LongSupplier bytes) {
    unread = bytes;
  }

  /** Documents were read, which are not committed yet. */
  void waits(Instant since, long bytes) {
    waiting.addAndGet(bytes);
    if (this.since == null) {
      this.since = since;
    }
  }

  /** Documents are committed; {@code next} is since when the oldest of the others waits, if any. */
  void arrived(long bytes, @Nullable Instant next) {
    waiting.addAndGet(-bytes);
    since = next;
  }

  /** What was read is read again, if it was not committed. It waits as long as it did. */
  void again() {
    waiting.set(0);
  }

  /** Nothing waits. */
  void idle() {
    waiting.set(0);
    since = null;
  }

  /** What they show now. */
  BindingStatus snapshot(Instant now) {
    Instant oldest = since;
    Duration lag = oldest == null ? Duration.ZERO : Duration.between(oldest, now);
    return new BindingStatus(
        name,
        documentsIn.sum(),
        bytesIn.sum(),
        documentsOut.sum(),
        bytesOut.sum(),
        loads.sum(),
        lag.isNegative() ? Duration.ZERO : lag,
        waiting.get() + unread.getAsLong());
  }
}
