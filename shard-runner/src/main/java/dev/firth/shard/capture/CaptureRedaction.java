package dev.firth.shard.capture;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.redact.Redactor;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.Redaction;
import dev.firth.shard.failure.ShardException;
import java.util.Optional;

/**
 * Takes out of a binding's documents what its schema redacts, before they are combined, spilled or
 * written.
 */
final class CaptureRedaction {
  private final CompiledSchema schema;
  private final Redactor redactor;
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
   * @param salt of hashes; empty where nobody gave one
   * @throws ShardException that pauses the task if the schema hashes and there is no salt
   */
  CaptureRedaction(CompiledSchema schema, Optional<byte[]> salt) {
    if (schema.redactions().contains(Redaction.SHA256) && salt.isEmpty()) {
      throw ShardException.pause(
          "InvalidSchema",
          "The published schema hashes values by sha256, and names no salt. Give the collection a"
              + " redactSalt.");
    }
    this.schema = schema;
    redactor = new Redactor(salt.orElseGet(() -> new byte[0]));
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
