package dev.firth.shard.supervise;

import dev.firth.documents.combine.CombineException;
import dev.firth.documents.key.KeyException;
import dev.firth.journals.log.Exit;
import dev.firth.journals.read.ReadFailed;
import dev.firth.journals.store.StoreException;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.shard.failure.ShardException;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a life means: whether trying again may help, or a person must act first.
 *
 * @param again whether to try again after a while
 * @param broken whether what must be repaired is the task's log rather than its flow
 * @param expected whether people need no stack trace to understand it
 * @param reason one word in CamelCase
 * @param sentence for people
 */
public record Verdict(
    boolean again, boolean broken, boolean expected, String reason, String sentence) {

  /** Judges what ended a life. */
  public static Verdict of(Throwable failure) {
    return switch (failure) {
      case ShardException e ->
          new Verdict(!e.pauses(), false, true, e.reason(), sentence(e.getMessage()));
      case ConnectorFailure e ->
          new Verdict(
              !e.pauses(),
              false,
              true,
              e.reason().orElse("ConnectorFailed"),
              sentence(e.getMessage()));
      case CombineException e when e.binding() >= 0 ->
          new Verdict(
              false,
              false,
              true,
              "ReductionFailed",
              "paused: "
                  + sentence(e.getMessage())
                  + " Fix the schema or the source, then apply; it resumes by itself.");
      case CombineException e -> again("SpillFailed", e);
      case KeyException e ->
          new Verdict(false, false, true, "SchemaViolation", "paused: " + sentence(e.getMessage()));
      case ReadFailed e -> again(e.reason(), e);
      case Exit.Damaged e -> new Verdict(false, true, true, "LogDamaged", sentence(e.getMessage()));
      case Exit.ClockSkew e -> again("ClockSkew", e);
      case Exit.StoreRefused e -> again("StoreRefused", e);
      case Exit e -> again(e.getClass().getSimpleName(), e);
      case StoreException e -> again("StoreUnreachable", e);
      default ->
          new Verdict(
              true, false, false, "InternalError", "Unexpected: " + failure + ". It tries again.");
    };
  }

  /** Whether the task's log has another owner, or may have one. */
  boolean lost() {
    return reason.equals("Fenced") || reason.equals("Untrusted");
  }

  /** The same with a sentence that does not begin by naming the task. */
  Verdict without(String title) {
    return sentence.startsWith(title)
        ? new Verdict(again, broken, expected, reason, sentence.substring(title.length()))
        : this;
  }

  private static Verdict again(String reason, Throwable failure) {
    return new Verdict(true, false, true, reason, sentence(failure.getMessage()));
  }

  private static String sentence(@Nullable String message) {
    return message == null || message.isBlank() ? "It gave no reason." : message;
  }
}
