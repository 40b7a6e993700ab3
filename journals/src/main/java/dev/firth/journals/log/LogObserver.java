package dev.firth.journals.log;

import java.time.Duration;

/** Sees what the owner of a log does beside its transactions, for metrics. Any thread. */
@FunctionalInterface
public interface LogObserver {
  /** Nobody looks. */
  LogObserver NONE = (written, bytes, cpu) -> {};

  /**
   * Fragments were made.
   *
   * @param written how many were created
   * @param bytes of them, as stored
   * @param cpu processor time that it took
   */
  void fragments(int written, long bytes, Duration cpu);
}
