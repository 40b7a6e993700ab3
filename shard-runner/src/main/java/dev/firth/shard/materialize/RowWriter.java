package dev.firth.shard.materialize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import dev.firth.shard.stamp.PublishedAt;
import dev.firth.shard.stamp.UuidSequence;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Projection;
import java.util.List;

/**
 * Writes the selected values of a document as a JSON array: raw spans of the document, the schema's
 * default where a location is absent, else null. Serves one thread.
 */
final class RowWriter {
  /** The field that is computed from {@code _meta.uuid} rather than found in the document. */
  static final String PUBLISHED_AT = "flow_published_at";

  private static final Pointer UUID = Pointer.of("/_meta/uuid");
  private static final byte[] NULL = "null".getBytes(UTF_8);

  private final Column[] columns;
  private final PublishedAt publishedAt = new PublishedAt();

  private record Column(Pointer location, byte[] absent, boolean published) {}

  RowWriter(CollectionSpec collection, FieldSelection fields) {
    columns =
        fields.values().stream()
            .map(field -> column(collection.projection(field).orElseThrow()))
            .toArray(Column[]::new);
  }

  private static Column column(Projection projection) {
    boolean published =
        projection.field().equals(PUBLISHED_AT)
            && (projection.location().isEmpty() || projection.location().startsWith("/_meta/"));
    byte[] absent =
        projection
            .inference()
            .defaultValue()
            .map(value -> value.toString().getBytes(UTF_8))
            .orElse(NULL);
    Pointer location = published ? UUID : Pointer.of(projection.location());
    return new Column(location, absent, published);
  }

  /** Appends the values of the document on the tape, {@code [...]}. */
  void values(Tape tape, JsonBuffer out) {
    out.put('[');
    for (int i = 0; i < columns.length; i++) {
      if (i > 0) {
        out.put(',');
      }
      Column column = columns[i];
      int node = column.location.locate(tape, 0);
      if (node < 0) {
        out.raw(column.absent);
      } else if (column.published) {
        published(tape, node, out);
      } else {
        out.value(tape, node);
      }
    }
    out.put(']');
  }

  private void published(Tape tape, int node, JsonBuffer out) {
    long ticks = UuidSequence.ticks(tape.bytes(), tape.offset(node), tape.length(node));
    if (ticks < 0) {
      out.raw(NULL);
    } else {
      publishedAt.write(ticks, out);
    }
  }

  /** The locations of a selection's keys, in order. */
  static List<String> keyLocations(CollectionSpec collection, FieldSelection fields) {
    return fields.keys().stream()
        .map(field -> collection.projection(field).orElseThrow().location())
        .toList();
  }
}
