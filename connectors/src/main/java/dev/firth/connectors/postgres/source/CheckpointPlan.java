package dev.firth.connectors.postgres.source;

/**
 * When the stream is at a place where a checkpoint may stand: between transactions, never inside
 * one, since what came before it would be captured again after a crash, and so twice. Knows nothing
 * of the stream itself. One thread.
 */
final class CheckpointPlan {
  private final int enough;
  private boolean inside;
  private boolean dirty;
  private long transactionDocuments;
  private long documents;
  private long committed;

  /**
   * @param enough documents of whole transactions after which a checkpoint is due even if more
   *     waits
   */
  CheckpointPlan(int enough) {
    this.enough = enough;
  }

  /** A transaction begins. */
  void begin() {
    inside = true;
    transactionDocuments = 0;
  }

  /** Documents of the transaction were written. */
  void wrote(int count) {
    transactionDocuments += count;
  }

  /** The transaction holds something that a checkpoint must tell of, if not documents. */
  void marked() {
    dirty = true;
  }

  /** The transaction holds so much that a checkpoint is due after it. */
  void filled() {
    dirty = true;
    documents = enough;
  }

  /**
   * The transaction ends.
   *
   * @param end position after it in the server's log
   */
  void commit(long end) {
    committed = end;
    inside = false;
    if (transactionDocuments > 0) {
      dirty = true;
      documents += transactionDocuments;
    }
  }

  /** Whether one is due although more waits. */
  boolean full() {
    return !inside && documents >= enough;
  }

  /** Whether one is due as nothing more waits. */
  boolean settled() {
    return !inside && dirty;
  }

  /** A checkpoint is made; its position. */
  long take() {
    documents = 0;
    dirty = false;
    return committed;
  }
}
