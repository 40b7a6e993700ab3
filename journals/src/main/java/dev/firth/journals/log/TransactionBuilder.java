package dev.firth.journals.log;

/**
 * One transaction being filled. Not thread-safe. Documents are copied once, into slices that are
 * compressed as they fill; from 8 MiB on they go out as payload parts while more come in.
 */
public final class TransactionBuilder implements AutoCloseable {
  TransactionBuilder() {}

  /**
   * The transaction's {@code _meta.clock}. Document i owns the 100 ns tick {@code clock().tick() +
   * i}.
   */
  public HybridClock clock() {
    throw new IllegalStateException("under construction");
  }

  /** Documents so far: the index of the next one. */
  public int documents() {
    throw new IllegalStateException("under construction");
  }

  /** Uncompressed bytes so far. */
  public long bytes() {
    throw new IllegalStateException("under construction");
  }

  /** Appends one document: one JSON value without newline, {@code _meta} already in it. */
  public void document(Journal journal, byte[] bytes, int offset, int length)
      throws InterruptedException {
    throw new IllegalStateException("under construction");
  }

  /** Read positions after this transaction: the whole cut. */
  public void cut(Cut cut) {
    throw new IllegalStateException("under construction");
  }

  /**
   * Connector state after this transaction.
   *
   * @param json JSON, copied
   * @param mergePatch an RFC 7396 patch of the state so far, several are merged in order; else all
   *     of it
   */
  public void connectorState(byte[] json, boolean mergePatch) {
    throw new IllegalStateException("under construction");
  }

  /** Commits. When it returns, the transaction is in the log for good and live readers have it. */
  public Committed commit() throws InterruptedException {
    throw new IllegalStateException("under construction");
  }

  /** Gives up an uncommitted transaction; does nothing after {@link #commit}. */
  @Override
  public void close() {}
}
