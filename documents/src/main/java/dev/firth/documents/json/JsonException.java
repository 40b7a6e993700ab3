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
}
