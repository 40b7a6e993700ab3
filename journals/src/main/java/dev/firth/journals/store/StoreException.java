package dev.firth.journals.store;

/**
 * A store that Firth must not or cannot work with. The message is a sentence for the person who
 * must act: which store, what is wrong, what to do.
 */
public final class StoreException extends RuntimeException {
  private final String sentence;

  public StoreException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** The message. */
  public String sentence() {
    return sentence;
  }
}
