package dev.firth.journals.log;

/** How far a reader is in one log. */
public sealed interface Position {
  /** The start of a log. */
  Position START = new At(0, HybridClock.ZERO);

  /**
   * In the middle.
   *
   * @param next the sequence to read next; while history is read it stays, and only the clock rises
   * @param clock transactions up to this clock are read
   */
  record At(long next, HybridClock clock) implements Position {}

  /** The log is sealed and read to its seal. */
  record Done() implements Position {}
}
