package dev.firth.connectors.postgres.materialize;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;

/**
 * The text of a PostgreSQL array ("Arrays, Array Input and Output Syntax" of its documentation)
 * that is being written from JSON values, without an object a value. Reusable.
 */
final class ArrayLiteral {
  private static final byte[] NULL = {'N', 'U', 'L', 'L'};

  private final JsonBuffer out = new JsonBuffer(1 << 12);
  private final boolean strip;

  /**
   * @param strip whether U+0000, which PostgreSQL's text cannot hold, is left out
   */
  ArrayLiteral(boolean strip) {
    this.strip = strip;
  }

  /** Begins anew. */
  void reset() {
    out.reset();
  }

  /** The array so far, complete. */
  JsonBuffer finish() {
    if (out.size() == 0) {
      out.put('{');
    }
    return out.put('}');
  }

  int size() {
    return out.size();
  }

  private void next() {
    out.put(out.size() == 0 ? '{' : ',');
  }

  void addNull() {
    next();
    out.raw(NULL);
  }

  /** Text that means nothing to the array syntax: numbers, true, false. */
  void addPlain(byte[] bytes, int offset, int length) {
    next();
    out.raw(bytes, offset, length);
  }

  /** ASCII text that means nothing to the array syntax. */
  void addPlain(String text) {
    next();
    out.raw(text);
  }

  /**
   * The characters of a JSON string.
   *
   * @return whether it could be added: false if it holds U+0000 and that is not stripped
   */
  boolean addString(Tape tape, int node) {
    next();
    out.put('"');
    boolean whole = true;
    if (tape.escaped(node)) {
      byte[] text = new byte[tape.length(node)];
      int end = tape.decode(node, text, 0);
      int kept = 0;
      for (int i = 0; i < end; i++) {
        text[kept] = text[i];
        kept += text[i] == 0 ? 0 : 1;
      }
      whole = strip || kept == end;
      escape(text, 0, kept);
    } else {
      out.raw(tape.bytes(), tape.offset(node), tape.length(node));
    }
    out.put('"');
    return whole;
  }

  /** Text as it is. */
  void addText(byte[] bytes, int offset, int length) {
    next();
    out.put('"');
    escape(bytes, offset, offset + length);
    out.put('"');
  }

  /**
   * A JSON value as JSON text, for columns that hold JSON as jsonb.
   *
   * @return whether it could be added: false if it holds U+0000 and that is not stripped
   */
  boolean addJson(Tape tape, int node) {
    next();
    out.put('"');
    boolean whole = escapeJson(tape.bytes(), tape.start(node), tape.end(node));
    out.put('"');
    return whole;
  }

  private void escape(byte[] bytes, int start, int end) {
    int plain = start;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == '"' || b == '\\') {
        out.raw(bytes, plain, i - plain).put('\\');
        plain = i;
      }
    }
    out.raw(bytes, plain, end - plain);
  }

  /** As {@link #escape}, minding U+0000, which jsonb refuses. */
  private boolean escapeJson(byte[] bytes, int start, int end) {
    int plain = start;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == '"') {
        out.raw(bytes, plain, i - plain).put('\\');
        plain = i;
      } else if (b == '\\') {
        out.raw(bytes, plain, i - plain);
        if (isNul(bytes, i, end)) {
          if (!strip) {
            return false;
          }
          i += 5;
          plain = i + 1;
        } else {
          // the backslash and what it escapes: a quote or a backslash there is escaped, too
          out.put('\\').put('\\');
          plain = ++i;
          if (bytes[i] == '"' || bytes[i] == '\\') {
            out.put('\\');
          }
        }
      }
    }
    out.raw(bytes, plain, end - plain);
    return true;
  }

  private static boolean isNul(byte[] bytes, int at, int end) {
    return at + 5 < end
        && bytes[at + 1] == 'u'
        && bytes[at + 2] == '0'
        && bytes[at + 3] == '0'
        && bytes[at + 4] == '0'
        && bytes[at + 5] == '0';
  }
}
