package dev.firth.connectors.postgres.source.backfill;

import java.util.Arrays;

/**
 * Which transactions a snapshot sees: {@code xmin:xmax:running}, as txid_current_snapshot() writes
 * it. Of transactions that have committed, it sees those below xmax that were not running.
 *
 * @param running sorted
 */
public record Snapshot(long xmin, long xmax, long[] running) {

  public static Snapshot parse(String text) {
    String[] parts = text.split(":", -1);
    long[] running =
        parts[2].isEmpty()
            ? new long[0]
            : Arrays.stream(parts[2].split(",")).mapToLong(Long::parseLong).sorted().toArray();
    return new Snapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
  }

  /**
   * Whether it sees a transaction that has committed.
   *
   * @param xid the 32 bits that the stream gives of it: less than 2^31 transactions lie between the
   *     two
   */
  public boolean sees(int xid) {
    long full = xmax + (xid - (int) xmax);
    if (full >= xmax) {
      return false;
    }
    return full < xmin || Arrays.binarySearch(running, full) < 0;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(xmin).append(':').append(xmax).append(':');
    for (int i = 0; i < running.length; i++) {
      text.append(i == 0 ? "" : ",").append(running[i]);
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Snapshot s
        && xmin == s.xmin
        && xmax == s.xmax
        && Arrays.equals(running, s.running);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(xmin * 31 + xmax) * 31 + Arrays.hashCode(running);
  }
}
