package dev.firth.connectors.postgres.source.row;

import dev.firth.connectors.postgres.source.wal.Tuple;
import dev.firth.documents.json.JsonBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * How rows of one table are written, as long as its shape does not change. Immutable; one serves
 * any number of threads.
 */
public final class RowShape {
  private final List<String> names;
  private final byte[][] members;
  private final ValueEncoder[] encoders;
  private final byte[] source;

  /** A column of the rows, in the order of their values. */
  public record Column(String name, int typeOid) {}

  public RowShape(String schema, String table, List<Column> columns, TypeCatalog types) {
    int size = columns.size();
    names = columns.stream().map(Column::name).toList();
    members = new byte[size][];
    encoders = new ValueEncoder[size];
    for (int i = 0; i < size; i++) {
      members[i] = new JsonBuffer().string(names.get(i)).put(':').toByteArray();
      encoders[i] = types.mapping(columns.get(i).typeOid()).encoder();
    }
    source =
        new JsonBuffer()
            .raw("\"source\":{\"schema\":")
            .string(schema)
            .raw(",\"table\":")
            .string(table)
            .raw(",\"ts_ms\":")
            .toByteArray();
  }

  /** The schema of a column's values. */
  public static ObjectNode schema(TypeCatalog types, int typeOid, boolean nullable) {
    return types.mapping(typeOid).schema(nullable);
  }

  public List<String> names() {
    return names;
  }

  public int size() {
    return members.length;
  }

  /** The places of some columns in the row; without those that the row does not have. */
  public int[] places(List<String> columns) {
    return columns.stream().mapToInt(names::indexOf).filter(i -> i >= 0).toArray();
  }

  /** Writes {@code "name":value}; the column must not be {@link Tuple#UNCHANGED}. */
  public void member(int column, Tuple row, JsonBuffer out) {
    out.raw(members[column]);
    if (row.kind(column) == Tuple.NULL) {
      out.raw(Literals.NULL);
    } else {
      encoders[column].encode(row.bytes(), row.offset(column), row.length(column), out);
    }
  }

  /** Writes the members of all columns but unchanged ones, each followed by a comma. */
  public void members(Tuple row, JsonBuffer out) {
    int size = Math.min(members.length, row.size());
    for (int i = 0; i < size; i++) {
      if (row.kind(i) != Tuple.UNCHANGED) {
        member(i, row, out);
        out.put(',');
      }
    }
  }

  /** Writes the start of {@code "source":{...}}, up to and with its time. */
  public void source(long millis, JsonBuffer out) {
    out.raw(source).number(millis);
  }

  /** Names of the columns that a row leaves unchanged. */
  public List<String> unchanged(Tuple row) {
    List<String> unchanged = new ArrayList<>();
    for (int i = 0; i < Math.min(members.length, row.size()); i++) {
      if (row.kind(i) == Tuple.UNCHANGED) {
        unchanged.add(names.get(i));
      }
    }
    return unchanged;
  }
}
