package dev.firth.shard.supervise;

import dev.firth.shard.status.TaskMeters;
import dev.firth.specs.TaskSpec;

/**
 * One life of a shard, from recovering its log to its end. What happens in it is in the log; a next
 * life begins from there.
 */
public interface Life {
  /**
   * Runs until the shard is asked to stop or cannot go on. Nothing of it runs any more when this
   * returns or throws.
   *
   * @throws RuntimeException why it cannot go on; {@link Verdict} judges it
   */
  void run() throws InterruptedException;

  /** Asks it to finish its transaction and return. Any thread, any time. */
  void stop();

  /** Makes lives of tasks. */
  @FunctionalInterface
  interface Source {
    Life of(TaskSpec spec, TaskMeters meters);
  }
}
