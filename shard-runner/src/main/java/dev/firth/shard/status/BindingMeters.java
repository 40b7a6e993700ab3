package dev.firth.shard.status;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

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
  private volatile Duration lag = Duration.ZERO;
  private volatile long lagBytes;

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

  /** How far a reader is behind its source. */
  public void lag(Duration time, long bytes) {
    lag = time;
    lagBytes = bytes;
  }

  /** What they show now. */
  public BindingStatus snapshot() {
    return new BindingStatus(
        name,
        documentsIn.sum(),
        bytesIn.sum(),
        documentsOut.sum(),
        bytesOut.sum(),
        loads.sum(),
        lag,
        lagBytes);
  }
}
