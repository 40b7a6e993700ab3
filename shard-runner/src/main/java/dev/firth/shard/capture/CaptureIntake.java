package dev.firth.shard.capture;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.JsonException;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.KeyException;
import dev.firth.protocol.message.DocumentBatch;
import dev.firth.shard.failure.ShardException;
import dev.firth.shard.failure.ViolationSentence;
import dev.firth.shard.stamp.DocumentStamp;
import org.jspecify.annotations.Nullable;

/** Validates captured documents and takes them into a transaction. */
final class CaptureIntake {
  private final CaptureRun run;
  private final Tape tape = new Tape();
  private final int[] place = new int[1];

  CaptureIntake(CaptureRun run) {
    this.run = run;
  }

  /**
   * Takes a batch up to its first document that breaks its schema.
   *
   * @param now when it came
   * @return why that document is refused; null if none is
   */
  @Nullable ShardException add(DocumentBatch batch, CaptureTransaction filling, long now) {
    int from = 0;
    long bytes = 0;
    ShardException refused = null;
    for (int row = 0; row < batch.count() && refused == null; row++) {
      if (batch.binding(row) != batch.binding(from)) {
        took(batch.binding(from), row - from, bytes, filling);
        from = row;
        bytes = 0;
      }
      refused = add(batch, row, filling);
      if (refused == null) {
        filling.touched(now);
        filling.added(batch.length(row));
        bytes += batch.length(row);
      } else {
        took(batch.binding(from), row - from, bytes, filling);
      }
    }
    if (batch.count() > 0 && refused == null) {
      took(batch.binding(from), batch.count() - from, bytes, filling);
    }
    return refused;
  }

  private void took(int binding, long documents, long bytes, CaptureTransaction filling) {
    if (documents > 0) {
      var meters = run.terms().meters();
      meters.binding(binding).in(documents, bytes);
      meters.waits(binding, run.terms().host().now(), bytes, filling.held());
    }
  }

  private @Nullable ShardException add(DocumentBatch batch, int row, CaptureTransaction filling) {
    int binding = batch.binding(row);
    CapturedBinding captured = run.binding(binding);
    String collection = captured.spec().collection().name();
    try {
      tape.parse(batch.bytes(), batch.offset(row), batch.length(row));
      CaptureRedaction redaction = captured.redaction();
      if (redaction != null) {
        return addRedacted(redaction, batch, row, filling);
      }
      if (captured.schema().validate(tape, 0)) {
        place[0] = DocumentStamp.place(tape);
        filling.combiner().add(binding, tape, null, place, place[0] == 0 ? 0 : 1);
        return null;
      }
    } catch (JsonException | KeyException e) {
      return ViolationSentence.of(
          collection, "", String.valueOf(e.getMessage()), position(captured, filling));
    }
    return ViolationSentence.of(
        collection,
        key(captured),
        captured.schema().explain(batch.bytes(), batch.offset(row), batch.length(row)),
        position(captured, filling));
  }

  /** Of a document that is refused neither the key nor a value is told. */
  private @Nullable ShardException addRedacted(
      CaptureRedaction redaction, DocumentBatch batch, int row, CaptureTransaction filling) {
    CapturedBinding captured = run.binding(batch.binding(row));
    String collection = captured.spec().collection().name();
    return switch (redaction.redact(tape)) {
      case REDACTED -> {
        filling.combiner().add(batch.binding(row), tape);
        yield null;
      }
      case INVALID ->
          ViolationSentence.of(
              collection,
              "",
              captured.schema().explain(batch.bytes(), batch.offset(row), batch.length(row)),
              position(captured, filling));
      case SPOILT ->
          ViolationSentence.of(
              collection,
              "",
              "what its redactions leave of it does not fit the schema: a location that is blocked"
                  + " must not be required, and one that is hashed must take any string",
              position(captured, filling));
    };
  }

  private String key(CapturedBinding captured) {
    try {
      var out = new JsonBuffer();
      captured.key().keyJson(tape, 0, out);
      return out.toString();
    } catch (KeyException e) {
      return "";
    }
  }

  private static String position(CapturedBinding captured, CaptureTransaction filling) {
    return "binding %s, document %d after the last checkpoint"
        .formatted(captured.spec().name(), filling.documentsSinceCheckpoint() + 1);
  }
}
