package dev.firth.journals.log;

/**
 * A fence that never skips met another's record: the caller recovers the log again, opens its
 * destination again, then fences again.
 */
public final class Superseded extends Exception {
  private static final long serialVersionUID = 1;

  public Superseded(LogName log, long sequence) {
    super(
        "The log "
            + log
            + " has a record "
            + sequence
            + " of another owner; replay, open and fence again.");
  }
}
