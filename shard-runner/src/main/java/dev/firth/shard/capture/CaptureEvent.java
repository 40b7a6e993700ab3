package dev.firth.shard.capture;

import dev.firth.protocol.message.CaptureResponse;
import java.util.Optional;

/** What the filling of a capture's transactions waits for. */
sealed interface CaptureEvent {
  /** The connector said something. */
  record Said(CaptureResponse response) implements CaptureEvent {}

  /** The connector has ended, well or with this failure. */
  record Ended(Optional<RuntimeException> failure) implements CaptureEvent {}

  /** Something else has changed: a commit has finished, the shard is to stop, the log has ended. */
  record Wake() implements CaptureEvent {}
}
