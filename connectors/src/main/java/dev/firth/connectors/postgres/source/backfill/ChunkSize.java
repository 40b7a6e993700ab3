package dev.firth.connectors.postgres.source.backfill;

/**
 * How many units (rows, or blocks) the next chunk takes: as many as are read in about a third of a
 * second, at most so many bytes, at most four times the last one. Not thread-safe.
 */
public final class ChunkSize {
  private static final long TARGET_NANOS = 300_000_000;
  private static final long TARGET_BYTES = 12 << 20;

  private final long least;
  private final long most;
  private long next;

  public ChunkSize(long least, long first, long most) {
    this.least = least;
    this.most = most;
    next = first;
  }

  public long next() {
    return next;
  }

  /** Learns from a chunk that was read: what it held, and how long that took. */
  public void learn(long units, long bytes, long nanos) {
    if (units == 0) {
      return;
    }
    double byTime = (double) units * TARGET_NANOS / Math.max(1, nanos);
    double byBytes = (double) units * TARGET_BYTES / Math.max(1, bytes);
    double wanted = Math.min(Math.min(byTime, byBytes), next * 4.0);
    next = (long) Math.max(least, Math.min(most, wanted));
  }
}
