package dev.firth.shard.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A task as it is now.
 *
 * @param kind {@code capture} or {@code materialization}
 * @param reason one word in CamelCase for conditions and metrics; empty while all is well
 * @param message a sentence for people; empty while there is nothing to say
 * @param since when this phase began
 * @param transactions committed since the start of this process
 * @param restarts of the connector after failures, since the start of this process
 * @param spilled bytes that combiners wrote to disk, since the start of this process
 * @param fragments that were made since the start of this process
 * @param lastCommit of a transaction
 * @param caughtUp everything that the task's sources held when it was started has arrived: for
 *     {@code --once}
 * @param retainedWalBytes of its log that the source of a capture that does not run keeps for it;
 *     empty if it keeps none, or is not known
 */
public record TaskStatus(
    String namespace,
    String kind,
    String name,
    Phase phase,
    String reason,
    String message,
    Instant since,
    long transactions,
    long restarts,
    long spilled,
    Fragments fragments,
    Optional<Instant> lastCommit,
    boolean caughtUp,
    OptionalLong retainedWalBytes,
    List<BindingStatus> bindings) {
  public TaskStatus {
    bindings = List.copyOf(bindings);
  }

  /**
   * Files of the lake.
   *
   * @param written how many were created
   * @param bytes of them, as stored
   * @param cpu processor time that making them took
   */
  public record Fragments(long written, long bytes, Duration cpu) {}
}
