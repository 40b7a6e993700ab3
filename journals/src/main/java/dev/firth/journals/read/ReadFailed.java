package dev.firth.journals.read;

/** A reader cannot go on; the message says what it met and what to do. */
public final class ReadFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ReadFailed(String message) {
    super(message);
  }
}
