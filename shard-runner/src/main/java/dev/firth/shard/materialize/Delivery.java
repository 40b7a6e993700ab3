package dev.firth.shard.materialize;

import dev.firth.shard.failure.ShardException;

/**
 * The order of one transaction's delivery to a destination, as a state machine without I/O: each
 * method is an event, legal in some phases, and its result is what to do next.
 *
 * <pre>
 * Acknowledge, Acknowledged, [Load...], Flush, Flushed, [log], Store..., StartCommit, StartedCommit, [log], Acknowledge, ...
 * </pre>
 *
 * The log is written after Flushed if the connector returned state with it, and after StartedCommit
 * unless the destination itself keeps our checkpoint and returned no state.
 */
final class Delivery {
  /** Where the delivery is. */
  enum Phase {
    /** Nothing was said yet. */
    OPENED,
    /** Acknowledge was sent; loads may be. */
    ACKNOWLEDGING,
    /** The transaction before is visible; a next one may begin. */
    READY,
    /** Flush was sent: no load follows. */
    FLUSHING,
    /** State of Flushed is being written. */
    LOGGING_FLUSHED,
    /** Rows and StartCommit are being sent. */
    STORING,
    /** Positions or state of StartedCommit are being written. */
    LOGGING_COMMIT
  }

  /** What to do next. */
  enum Action {
    NONE,
    ACKNOWLEDGE,
    FLUSH,
    LOG,
    STORE
  }

  private final boolean authoritative;
  private Phase phase = Phase.OPENED;

  /**
   * @param authoritative whether the destination keeps our checkpoint and decides
   */
  Delivery(boolean authoritative) {
    this.authoritative = authoritative;
  }

  Phase phase() {
    return phase;
  }

  /** Whether keys may be looked up for the transaction that fills. */
  boolean mayLoad() {
    return phase == Phase.ACKNOWLEDGING || phase == Phase.READY;
  }

  /** Whether a transaction is between Flush and its end. */
  boolean underWay() {
    return !mayLoad() && phase != Phase.OPENED;
  }

  /** The first thing after Opened. */
  Action opened() {
    return move(Phase.OPENED, "Opened", Phase.ACKNOWLEDGING, Action.ACKNOWLEDGE);
  }

  Action acknowledged() {
    return move(Phase.ACKNOWLEDGING, "Acknowledged", Phase.READY, Action.NONE);
  }

  /** A filled transaction is to be delivered. */
  Action begin() {
    return move(Phase.READY, "a transaction", Phase.FLUSHING, Action.FLUSH);
  }

  /**
   * @param state whether the connector returned some
   */
  Action flushed(boolean state) {
    return state
        ? move(Phase.FLUSHING, "Flushed", Phase.LOGGING_FLUSHED, Action.LOG)
        : move(Phase.FLUSHING, "Flushed", Phase.STORING, Action.STORE);
  }

  /**
   * @param state whether the connector returned some
   */
  Action startedCommit(boolean state) {
    return authoritative && !state
        ? move(Phase.STORING, "StartedCommit", Phase.ACKNOWLEDGING, Action.ACKNOWLEDGE)
        : move(Phase.STORING, "StartedCommit", Phase.LOGGING_COMMIT, Action.LOG);
  }

  /** What was to be logged stands in the log. */
  Action logged() {
    return phase == Phase.LOGGING_FLUSHED
        ? move(Phase.LOGGING_FLUSHED, "a commit", Phase.STORING, Action.STORE)
        : move(Phase.LOGGING_COMMIT, "a commit", Phase.ACKNOWLEDGING, Action.ACKNOWLEDGE);
  }

  private Action move(Phase from, String event, Phase to, Action action) {
    if (phase != from) {
      throw ShardException.retry(
          "ConnectorFailed",
          "The connector broke the order of the protocol: %s came while the delivery was %s."
              .formatted(event, phase));
    }
    phase = to;
    return action;
  }
}
