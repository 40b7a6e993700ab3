package dev.firth.protocol.sdk;

import dev.firth.protocol.message.CaptureResponse;
import tools.jackson.databind.JsonNode;

/**
 * Where a capture writes. Batches by itself and blocks while nobody reads. One thread at a time.
 */
public interface CaptureOutput {
  /** Before anything else. */
  void opened(CaptureResponse.Opened opened) throws InterruptedException;

  /**
   * One document, copied.
   *
   * @param json one JSON object on one line: a newline inside it is an error of the connector
   */
  void document(int binding, byte[] json, int offset, int length) throws InterruptedException;

  /** The source's own schema of a binding's documents. */
  void sourcedSchema(int binding, JsonNode schema) throws InterruptedException;

  /** Ends what belongs together, and passes it on. */
  void checkpoint(CaptureResponse.Checkpoint checkpoint) throws InterruptedException;
}
