package dev.firth.journals.store;

/**
 * A store that Firth must not or cannot work with. The message is a sentence for the person who
 * must act: which store, what is wrong, what to do.
 */
public final class StoreException extends RuntimeException {
  public StoreException(String message) {
    super(message);
  }
}
