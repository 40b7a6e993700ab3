package dev.firth.journals.log;

/** Bytes that should be a record or a part of one are not. */
public final class CorruptRecord extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CorruptRecord(String message) {
    super(message);
  }
}
