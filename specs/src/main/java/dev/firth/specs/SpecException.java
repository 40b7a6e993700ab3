package dev.firth.specs;

/** A text that is not a built spec. The message says what was expected and where. */
public final class SpecException extends RuntimeException {
  public SpecException(String message, Throwable cause) {
    super(message, cause);
  }
}
