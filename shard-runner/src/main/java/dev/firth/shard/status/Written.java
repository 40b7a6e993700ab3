package dev.firth.shard.status;

/**
 * Counts what a transaction writes, binding by binding, and tells the meters of it at once. Not
 * thread-safe.
 */
public final class Written {
  private final TaskMeters meters;
  private final long[] documents;
  private final long[] bytes;

  public Written(TaskMeters meters, int bindings) {
    this.meters = meters;
    documents = new long[bindings];
    bytes = new long[bindings];
  }

  /** A document of so many bytes is written. */
  public void add(int binding, long size) {
    documents[binding]++;
    bytes[binding] += size;
  }

  /** The transaction is written: its counts go to the meters. */
  public void tell() {
    for (int binding = 0; binding < documents.length; binding++) {
      if (documents[binding] > 0) {
        meters.binding(binding).out(documents[binding], bytes[binding]);
        documents[binding] = 0;
        bytes[binding] = 0;
      }
    }
  }
}
