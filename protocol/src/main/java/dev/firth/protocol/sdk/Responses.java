package dev.firth.protocol.sdk;

/** Where a connector's responses go. */
public interface Responses<R> {
  /**
   * Hands one over. Blocks while nobody reads. The batch of a response belongs to the reader from
   * here on.
   */
  void send(R response) throws InterruptedException;
}
