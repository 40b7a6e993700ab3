package dev.firth.protocol.sdk;

/** Where a materialization answers loads. Batches by itself and blocks while nobody reads. */
public interface LoadedOutput {
  /** One document of the destination, copied. */
  void loaded(int binding, byte[] json, int offset, int length) throws InterruptedException;
}
