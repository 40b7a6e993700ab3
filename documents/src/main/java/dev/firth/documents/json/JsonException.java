package dev.firth.documents.json;

/**
 * Bytes that are not one JSON document as RFC 8259 and RFC 7493 (no duplicate members, no lone
 * surrogates) want it. The message is a sentence with the byte at which reading stopped. Carries no
 * stack trace: bad input is ordinary.
 */
public final class JsonException extends RuntimeException {
  private final int offset;

  JsonException(String problem, int offset) {
    super("invalid JSON at byte " + offset + ": " + problem, null, false, false);
    this.offset = offset;
  }

  /** The byte, counted from the start of the document, at which the document stopped being JSON. */
  public int offset() {
    return offset;
  }

  /** The byte at {@code at} for a person, or the end of the document. */
  static String found(byte[] b, int at, int end) {
    if (at >= end) {
      return "the end of the document";
    }
    int c = b[at];
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : String.format("byte 0x%02x", c & 0xff);
  }
}
