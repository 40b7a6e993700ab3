package dev.firth.shard.capture;

import dev.firth.journals.host.Host;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.status.TaskMeters;
import java.time.Duration;

/** What the sessions of one life of a capture share. */
interface CaptureRun {
  Host host();

  String title();

  TaskMeters meters();

  ClosePolicy policy();

  CapturedBinding binding(int index);

  /** One of the two transactions that take turns. */
  CaptureTransaction transaction(int which);

  CaptureCommit commit();

  boolean stopping();

  /** How long a session that is to stop waits for a checkpoint. */
  Duration stopBound();

  /** Throws why the log has ended, if it has. */
  void checkLog();
}
