package dev.firth.protocol.codec;

import dev.firth.documents.json.JsonBuffer;

/** Writes messages as lines. */
public interface Encoder<T> {
  /** Appends the lines of one message, each with its newline. A batch has a line a row. */
  void encode(T message, JsonBuffer out);
}
