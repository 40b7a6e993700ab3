package dev.firth.connectors.postgres.materialize;

import dev.firth.documents.json.JsonBuffer;

/**
 * The text of a PostgreSQL array ("Arrays, Array Input and Output Syntax" of its documentation)
 * that is being written.
 */
final class ArrayLiteral {
  private final JsonBuffer out = new JsonBuffer();

  private void next() {
    out.put(out.size() == 0 ? '{' : ',');
  }

  /** Text that means nothing to the syntax, or an array of its own. */
  void addPlain(byte[] bytes, int offset, int length) {
    next();
    out.raw(bytes, offset, length);
  }

  void addNull() {
    next();
    out.raw("NULL");
  }

  /** Any text. */
  void addText(byte[] bytes, int offset, int length) {
    next();
    out.put('"');
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '"' || bytes[i] == '\\') {
        out.put('\\');
      }
      out.raw(bytes, i, 1);
    }
    out.put('"');
  }

  /** The array, complete. */
  JsonBuffer finish() {
    if (out.size() == 0) {
      out.put('{');
    }
    return out.put('}');
  }
}
