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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes the selected values of a document as a JSON array: raw spans of the document, the schema's
 * default where a location is absent, else null. One thread may ask for {@link #spans} while
 * another writes values.
 */
final class RowWriter {
  /** The field that is computed from {@code _meta.uuid} rather than found in the document. */
  static final String PUBLISHED_AT = "flow_published_at";

  private static final Pointer UUID = Pointer.of("/_meta/uuid");
  private static final byte[] NULL = "null".getBytes(UTF_8);

  /** A document's note: start and length of each column's value, relative to the document. */
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final Column[] columns;
  private final int[] spans;
  private final PublishedAt publishedAt = new PublishedAt();

  private record Column(Pointer location, byte[] absent, boolean published) {}

  RowWriter(CollectionSpec collection, FieldSelection fields) {
    columns =
        fields.values().stream()
            .map(field -> column(collection.projection(field).orElseThrow()))
            .toArray(Column[]::new);
    spans = new int[2 * columns.length];
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
        published(tape.bytes(), tape.offset(node), tape.length(node), out);
      } else {
        out.value(tape, node);
      }
    }
    out.put(']');
  }

  /**
   * Where the values of the document on the tape are, so that {@link #values(byte[], int, int,
   * JsonBuffer)} needs no tape: valid until the next call.
   */
  int[] spans(Tape tape) {
    int from = tape.start(0);
    for (int i = 0; i < columns.length; i++) {
      int node = columns[i].location.locate(tape, 0);
      if (node < 0) {
        spans[2 * i] = -1;
        continue;
      }
      int start = columns[i].published ? tape.offset(node) : tape.start(node);
      spans[2 * i] = start - from;
      spans[2 * i + 1] = columns[i].published ? tape.length(node) : tape.end(node) - start;
    }
    return spans;
  }

  /** Appends the values of a document whose {@link #spans} stand at {@code note}, {@code [...]}. */
  void values(byte[] bytes, int offset, int note, JsonBuffer out) {
    out.put('[');
    for (int i = 0; i < columns.length; i++) {
      if (i > 0) {
        out.put(',');
      }
      Column column = columns[i];
      int start = (int) INT.get(bytes, note + 8 * i);
      if (start < 0) {
        out.raw(column.absent);
        continue;
      }
      int length = (int) INT.get(bytes, note + 8 * i + 4);
      if (column.published) {
        published(bytes, offset + start, length, out);
      } else {
        out.raw(bytes, offset + start, length);
      }
    }
    out.put(']');
  }

  private void published(byte[] bytes, int offset, int length, JsonBuffer out) {
    long ticks = UuidSequence.ticks(bytes, offset, length);
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
