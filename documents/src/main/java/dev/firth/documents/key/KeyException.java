package dev.firth.documents.key;

/** A document has no usable key. The message is a sentence; {@link #pointer} names the location. */
public final class KeyException extends RuntimeException {
  private final String pointer;

  KeyException(String pointer, String sentence) {
    super(sentence, null, false, false);
    this.pointer = pointer;
  }

  /** The key location, RFC 6901. */
  public String pointer() {
    return pointer;
  }
}
