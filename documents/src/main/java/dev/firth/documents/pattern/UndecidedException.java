package dev.firth.documents.pattern;

/**
 * An expression with look-around, back-references or word boundaries was tried in so many ways on a
 * text that it was given up: whether it matches is not known.
 */
public final class UndecidedException extends RuntimeException {
  private final String text;

  UndecidedException(String pattern, String text, long steps) {
    super(
        "the pattern \"%s\" was given up on a string of %d characters after %d steps. Write it without look-around, back-references and \\b, which takes time in proportion to the string, or without repetitions inside repetitions."
            .formatted(pattern, text.length(), steps),
        null,
        false,
        false);
    this.text = text;
  }

  /** The text, whole. */
  public String text() {
    return text;
  }
}
