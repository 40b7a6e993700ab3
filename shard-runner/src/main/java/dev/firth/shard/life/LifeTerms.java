package dev.firth.shard.life;

import dev.firth.journals.host.Host;
import dev.firth.journals.log.ShardLog;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.status.TaskMeters;
import java.time.Duration;

/**
 * What every session of one life works with.
 *
 * @param title what people call the task
 * @param policy when its transactions close
 * @param stop tells when it is to stop
 * @param stopBound how long it goes on then
 * @param log the task's log
 */
public record LifeTerms(
    String title,
    Host host,
    TaskMeters meters,
    ClosePolicy policy,
    StopSignal<?> stop,
    Duration stopBound,
    ShardLog log) {

  /** A bound for a session that begins. */
  public StopBound newStopBound() {
    return new StopBound(host, stop, stopBound);
  }

  /**
   * Returns while the log is the task's own.
   *
   * @throws dev.firth.journals.log.Exit why the log has ended
   */
  public void checkLog() {
    log.ended()
        .ifPresent(
            exit -> {
              throw exit;
            });
  }
}
