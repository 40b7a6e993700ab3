package dev.firth.shard.capture;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.redact.Redactor;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.Redaction;
import dev.firth.shard.failure.ShardException;

/**
 * Takes out of a binding's documents what its schema redacts, before they are combined, spilled or
 * written.
 */
final class CaptureRedaction {
  private final CompiledSchema schema;
  private final Redactor redactor = new Redactor(new byte[0]);
  private final Annotations annotations = new Annotations();
  private final JsonBuffer out = new JsonBuffer();

  /** What came of a document. */
  enum Result {
    REDACTED,
    /** It does not fit its schema. */
    INVALID,
    /** It fits, but what is left of it does not. */
    SPOILT
  }

  /**
   * @throws ShardException that pauses the task if the schema hashes: there is no salt
   */
  CaptureRedaction(CompiledSchema schema) {
    if (schema.redactions().contains(Redaction.SHA256)) {
      throw ShardException.pause(
          "InvalidSchema",
          "The published schema redacts by sha256, for which there is no salt. Use {strategy:"
              + " block}.");
    }
    this.schema = schema;
  }

  /** Validates the document on the tape, and puts what is left of it there. */
  Result redact(Tape tape) {
    if (!schema.validate(tape, 0, annotations)) {
      return Result.INVALID;
    }
    if (!annotations.redacts()) {
      return Result.REDACTED;
    }
    out.reset();
    if (!redactor.redact(tape, 0, annotations, out)) {
      return Result.SPOILT;
    }
    tape.parse(out.bytes(), 0, out.size());
    return schema.validate(tape, 0) ? Result.REDACTED : Result.SPOILT;
  }
}
