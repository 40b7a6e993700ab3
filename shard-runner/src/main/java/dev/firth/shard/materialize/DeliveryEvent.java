package dev.firth.shard.materialize;

import dev.firth.journals.log.Cut;
import dev.firth.journals.read.ReadRecord;
import dev.firth.protocol.message.MaterializeResponse;

/** What a materialization's main loop waits for. */
sealed interface DeliveryEvent {
  /** Transactions of a source, and the position after them. */
  record Read(ReadRecord read, Cut after) implements DeliveryEvent {}

  /**
   * The reader waits.
   *
   * @param after its position
   * @param head whether it has read all that there was when it was asked
   * @param probe the last probe that had come by then
   */
  record Idle(Cut after, boolean head, long probe) implements DeliveryEvent {}

  /** The connector said something. */
  record Said(MaterializeResponse response) implements DeliveryEvent {}

  /** What was to be logged is in the log. */
  record Logged() implements DeliveryEvent {}

  /** Reader, connector, talk or log cannot go on. */
  record Failed(RuntimeException failure) implements DeliveryEvent {}

  /** Something else has changed: the shard is to stop, the log has ended, there is room to talk. */
  record Wake() implements DeliveryEvent {}
}
