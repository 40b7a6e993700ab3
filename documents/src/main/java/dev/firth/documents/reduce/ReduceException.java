package dev.firth.documents.reduce;

/**
 * Two values cannot be reduced. The message is a sentence that names the location; {@link #pointer}
 * is that location.
 */
public final class ReduceException extends RuntimeException {
  private final String pointer;

  ReduceException(String pointer, String sentence) {
    super(sentence, null, false, false);
    this.pointer = pointer;
  }

  /** The location in the later document, RFC 6901. */
  public String pointer() {
    return pointer;
  }
}
