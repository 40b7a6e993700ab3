package dev.firth.protocol.codec;

/** Reads messages from lines. Holds what it learnt of the writer: one a session, one thread. */
public interface Decoder<T> {
  /** Takes messages. */
  interface Sink<T> {
    void accept(T message) throws InterruptedException;
  }

  /**
   * Passes the messages of whole lines on, rows of one kind that follow each other as one batch.
   *
   * @param lines belongs to the batches from here on
   * @param length bytes of it that count; the last line need not end with a newline
   * @throws dev.firth.protocol.ConnectorFailure for a line that is no message
   */
  void decode(byte[] lines, int length, Sink<T> sink) throws InterruptedException;
}
