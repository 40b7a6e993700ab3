package dev.firth.journals.read;

/** A reader cannot go on; the message says what it met and what to do. */
public final class ReadFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  public ReadFailed(String message) {
    this("ReadFailed", message);
  }

  private ReadFailed(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A clock is wrong: this machine's, the store's or a producer's. */
  static ReadFailed clockSkew(String message) {
    return new ReadFailed("ClockSkew", message);
  }

  /** One word for conditions and metrics. */
  public String reason() {
    return reason;
  }
}
