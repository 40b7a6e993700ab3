package dev.firth.shard.status;

/** Where a task is in its life. */
public enum Phase {
  /** Its log is being recovered, its connector opened. */
  OPENING,
  /** It moves documents, or waits for some. */
  RUNNING,
  /** It waits for a person: its message says for what. A new spec resumes it. */
  PAUSED,
  /** It failed and will try again by itself. */
  BACKOFF,
  /** It cannot run at all until a person has repaired its store. */
  FAILED,
  /** It was asked to stop, or is suspended. */
  STOPPED
}
