package dev.firth.cli.rows;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code {"schema", "document", "draft", "assertFormats"}} to {@code {"valid", "errors"}}: whether
 * a document fits a schema, and what is wrong with it.
 */
final class ValidateRows implements RowAnswer {
  private static final Member SCHEMA = Member.of("schema");
  private static final Member DOCUMENT = Member.of("document");
  private static final Member ASSERT_FORMATS = Member.of("assertFormats");
  private static final byte[] VALID =
      "{\"valid\":true,\"errors\":[]}".getBytes(StandardCharsets.UTF_8);

  private final Row row = new Row();
  private final SchemaCache schemas = new SchemaCache();

  @Override
  public void answer(byte[] bytes, int offset, int length, JsonBuffer out) {
    row.read(bytes, offset, length);
    Tape tape = row.tape();
    int schema = row.any(SCHEMA);
    int document = row.any(DOCUMENT);
    var reading = new SchemaCache.Reading(row.draft(), row.flag(ASSERT_FORMATS, true));
    CompiledSchema compiled = schemas.get(bytes, tape.start(schema), tape.end(schema), reading);
    if (compiled.validate(tape, document)) {
      out.raw(VALID);
      return;
    }
    int start = tape.start(document);
    out.raw("{\"valid\":false,\"errors\":");
    errors(explain(compiled, bytes, start, tape.end(document) - start), out);
    out.put('}');
  }

  /** What is wrong, or nothing where saying it would lead too deep. */
  static List<Violation> explain(CompiledSchema schema, byte[] bytes, int offset, int length) {
    try {
      return schema.explain(bytes, offset, length);
    } catch (StackOverflowError e) {
      return List.of();
    }
  }

  /** Violations as an array of objects. */
  static void errors(List<Violation> violations, JsonBuffer out) {
    out.put('[');
    String separator = "";
    for (Violation one : violations) {
      out.raw(separator).raw("{\"pointer\":").string(one.pointer());
      out.raw(",\"keyword\":").string(one.keyword());
      out.raw(",\"expected\":").string(one.expected());
      out.raw(",\"found\":").string(one.found()).put('}');
      separator = ",";
    }
    out.put(']');
  }

  @Override
  public void forget() {
    schemas.clear();
  }
}
