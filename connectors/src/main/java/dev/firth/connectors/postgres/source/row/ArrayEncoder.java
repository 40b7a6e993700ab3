package dev.firth.connectors.postgres.source.row;

import dev.firth.documents.json.JsonBuffer;

/**
 * A PostgreSQL array's text ("Arrays, Array Input and Output Syntax" of its documentation) as a
 * JSON array, of arrays where it has several dimensions. Lower bounds other than 1 are dropped.
 *
 * @param delimiter what stands between elements: a comma, for boxes a semicolon
 */
record ArrayEncoder(ValueEncoder element, byte delimiter) implements ValueEncoder {

  @Override
  public void encode(byte[] bytes, int offset, int length, JsonBuffer out) {
    int end = offset + length;
    int at = offset;
    if (bytes[at] == '[') {
      while (bytes[at] != '{') {
        at++;
      }
    }
    while (at < end) {
      byte b = bytes[at];
      if (b == '{') {
        out.put('[');
        at++;
      } else if (b == '}') {
        out.put(']');
        at++;
      } else if (b == delimiter) {
        out.put(',');
        at++;
      } else if (b == '"') {
        at = quoted(bytes, at, out);
      } else {
        at = bare(bytes, at, end, out);
      }
    }
  }

  private int bare(byte[] bytes, int start, int end, JsonBuffer out) {
    int at = start;
    while (at < end && bytes[at] != delimiter && bytes[at] != '}') {
      at++;
    }
    if (at - start == 4 && isNull(bytes, start)) {
      out.raw(Literals.NULL);
    } else {
      element.encode(bytes, start, at - start, out);
    }
    return at;
  }

  /** An element in quotes is text even where it reads NULL; a backslash keeps the next byte. */
  private int quoted(byte[] bytes, int start, JsonBuffer out) {
    int at = start + 1;
    boolean escaped = false;
    while (bytes[at] != '"') {
      if (bytes[at] == '\\') {
        escaped = true;
        at++;
      }
      at++;
    }
    if (!escaped) {
      element.encode(bytes, start + 1, at - start - 1, out);
      return at + 1;
    }
    byte[] text = new byte[at - start - 1];
    int size = 0;
    for (int i = start + 1; i < at; i++) {
      if (bytes[i] == '\\') {
        i++;
      }
      text[size++] = bytes[i];
    }
    element.encode(text, 0, size, out);
    return at + 1;
  }

  private static boolean isNull(byte[] bytes, int at) {
    return bytes[at] == 'N' && bytes[at + 1] == 'U' && bytes[at + 2] == 'L' && bytes[at + 3] == 'L';
  }
}
