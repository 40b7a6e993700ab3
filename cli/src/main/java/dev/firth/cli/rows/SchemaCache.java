package dev.firth.cli.rows;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.Dialect;
import dev.firth.documents.schema.SchemaException;
import java.util.Optional;

/**
 * Schemas by their bytes, compiled once; refused ones are remembered as well. Their references lead
 * into themselves or to the metaschemas of the drafts: nothing is loaded from outside.
 */
final class SchemaCache {
  /** A schema takes a hundred times the memory of its text. */
  static final int MAX_SCHEMA_BYTES = 4 << 20;

  private static final int ENTRIES = 512;
  private static final long BYTES = 1 << 20;

  private final ByteCache<Entry> entries = new ByteCache<>(ENTRIES, BYTES, dropped -> {});

  /** How a schema is read. */
  record Reading(Dialect draft, boolean assertFormats) {
    /** As a schema of a collection is. */
    static Reading ofCollections(Dialect draft) {
      return new Reading(draft, true);
    }
  }

  private sealed interface Entry {
    record Compiled(CompiledSchema schema) implements Entry {}

    record Refused(String sentence) implements Entry {}
  }

  /**
   * The schema in [from, to), which is JSON.
   *
   * @throws RowException when it is refused
   */
  CompiledSchema get(byte[] bytes, int from, int to, Reading reading) {
    int length = to - from;
    if (length > MAX_SCHEMA_BYTES) {
      throw new RowException("the schema is longer than " + MAX_SCHEMA_BYTES + " bytes");
    }
    return switch (entries.get(
        bytes, from, length, reading, () -> make(bytes, from, length, reading))) {
      case Entry.Compiled(var schema) -> schema;
      case Entry.Refused(var sentence) -> throw new RowException(sentence);
    };
  }

  private static Entry make(byte[] bytes, int from, int length, Reading reading) {
    try {
      return new Entry.Compiled(
          CompiledSchema.compile(
              ExactJson.read(bytes, from, length),
              uri -> Optional.empty(),
              reading.draft(),
              reading.assertFormats()));
    } catch (SchemaException e) {
      return new Entry.Refused("the schema is refused: " + e.getMessage());
    }
  }

  void clear() {
    entries.clear();
  }
}
