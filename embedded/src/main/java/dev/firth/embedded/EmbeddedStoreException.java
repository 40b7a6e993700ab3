package dev.firth.embedded;

/** The embedded store cannot start or stop; the message says what to do. */
public final class EmbeddedStoreException extends RuntimeException {
  public EmbeddedStoreException(String message) {
    super(message);
  }

  public EmbeddedStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
