package dev.firth.protocol.sdk;

import java.time.Duration;

/** How many checkpoints of a capture are committed. Any thread. */
public interface Acknowledgements {
  /** Checkpoints of this session that are committed, in all. */
  long committed();

  /**
   * Waits until more than {@code known} are committed, or for {@code patience}.
   *
   * @return {@link #committed}
   */
  long await(long known, Duration patience) throws InterruptedException;
}
