package dev.firth.documents.pattern;

/** An expression that is no regular expression of ECMA-262. The message is a sentence. */
public final class PatternException extends RuntimeException {
  private final int index;

  PatternException(String sentence, int index) {
    super(sentence, null, false, false);
    this.index = index;
  }

  /** The character of the expression at which it went wrong. */
  public int index() {
    return index;
  }
}
