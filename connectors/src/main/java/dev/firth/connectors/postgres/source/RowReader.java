package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Quoting;
import dev.firth.connectors.postgres.source.backfill.RowKey;
import dev.firth.connectors.postgres.source.backfill.Snapshot;
import dev.firth.connectors.postgres.source.row.ChangeDocuments;
import dev.firth.connectors.postgres.source.row.RowShape;
import dev.firth.connectors.postgres.source.row.TypeCatalog;
import dev.firth.connectors.postgres.source.wal.CopyText;
import dev.firth.connectors.postgres.source.wal.Tuple;
import dev.firth.documents.json.JsonBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads rows of one table by COPY, straight into a chunk's documents. */
final class RowReader {
  private final Connection connection;
  private final Table table;
  private final TypeCatalog types;
  private final RowShape shape;
  private final int[] key;
  private final Tuple row = new Tuple();

  RowReader(Connection connection, Table table, TypeCatalog types) {
    this.connection = connection;
    this.table = table;
    this.types = types;
    List<RowShape.Column> columns =
        table.columns().stream().map(c -> new RowShape.Column(c.name(), c.typeOid())).toList();
    shape = new RowShape(table.schema(), table.name(), columns, types);
    key = shape.places(table.key());
  }

  /**
   * Reads the next rows by key into a chunk and says where they end.
   *
   * @param limit rows at most; fewer come at the end of the table
   * @param millis what the documents say of when they were read
   */
  void byKey(Chunk chunk, List<String> after, long limit, long millis) throws SQLException {
    byte[] tail = ChangeDocuments.snapshotMeta(shape, millis);
    RowKey end = null;
    CopyOut copy = copy(byKey(after, limit));
    for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
      CopyText.split(line, row);
      JsonBuffer out = chunk.documents().put('{');
      shape.members(row, out);
      out.raw(tail);
      end = RowKey.of(row, key);
      chunk.endRow(end);
    }
    chunk.start = after;
    chunk.end = end == null ? after : end.texts();
    chunk.last = chunk.rows() < limit;
  }

  /** The query: text is compared by its bytes, which no upgrade of the server's locales changes. */
  private String byKey(List<String> after, long limit) {
    List<String> columns =
        table.key().stream()
            .map(name -> Quoting.name(name) + (collated(name) ? " collate \"C\"" : ""))
            .toList();
    String where =
        after.isEmpty()
            ? ""
            : " where (%s) > (%s)"
                .formatted(
                    String.join(", ", columns),
                    after.stream().map(Quoting::literal).collect(Collectors.joining(", ")));
    return "select %s from %s%s order by %s limit %d"
        .formatted(columns(), from(), where, String.join(", ", columns), limit);
  }

  private boolean collated(String column) {
    return table.column(column).map(c -> types.collated(c.typeOid())).orElse(false);
  }

  /**
   * Reads the rows of some blocks.
   *
   * @param snapshot whose rows are wanted
   * @param resumed the number of the next transaction, if the connection's own snapshot is a later
   *     one; 0 if it is that snapshot
   */
  void byBlock(Chunk chunk, long from, long to, Snapshot snapshot, long resumed, long millis)
      throws SQLException {
    byte[] tail = ChangeDocuments.locatedMeta(shape, millis, snapshot.toString());
    String seen = resumed == 0 ? "" : " and " + visible(snapshot, resumed);
    CopyOut copy =
        copy(
            "select %s, ctid::text from %s where ctid >= '(%d,0)' and ctid < '(%d,0)'%s"
                .formatted(columns(), from(), from, to, seen));
    for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
      CopyText.split(line, row);
      JsonBuffer out = chunk.documents().put('{');
      int place = row.size() - 1;
      shape.members(row, out);
      out.raw(tail)
          .raw(row.bytes(), row.offset(place) + 1, row.length(place) - 2)
          .raw(ChangeDocuments.END_OF_LOCATED);
      chunk.endRow(null);
    }
    chunk.endBlock = to;
  }

  /** Rows carry 32 bits of their transaction's number; the others follow from the current one. */
  private static String visible(Snapshot snapshot, long next) {
    long low = next & 0xffff_ffffL;
    long high = next - low;
    return ("txid_visible_in_snapshot(xmin::text::int8 + case when xmin::text::int8 <= %d then %d"
            + " else %d end, '%s')")
        .formatted(low, high, high - 0x1_0000_0000L, snapshot);
  }

  /**
   * The row of a key as it is now, in the columns of a shape of the stream, or null if it is gone.
   */
  static @Nullable Tuple byKey(
      Connection connection, CapturedTable captured, Tuple row, RowShape shape)
      throws SQLException {
    String columns = shape.names().stream().map(Quoting::name).collect(Collectors.joining(", "));
    List<String> texts = RowKey.of(row, captured.key()).texts();
    String where =
        IntStream.range(0, texts.size())
            .mapToObj(
                i ->
                    Quoting.name(shape.names().get(captured.key()[i]))
                        + " = "
                        + Quoting.literal(texts.get(i)))
            .collect(Collectors.joining(" and "));
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "copy (select %s from %s where %s) to stdout"
                    .formatted(columns, captured.table().quoted(), where));
    List<byte[]> lines = new ArrayList<>();
    for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
      lines.add(line);
    }
    if (lines.isEmpty()) {
      return null;
    }
    Tuple found = new Tuple();
    CopyText.split(lines.getFirst(), found);
    return found;
  }

  private CopyOut copy(String query) throws SQLException {
    return connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyOut("copy (" + query + ") to stdout");
  }

  private String columns() {
    return table.columns().stream()
        .map(column -> Quoting.name(column.name()))
        .collect(Collectors.joining(", "));
  }

  /** Without the tables that inherit from it: their changes are not of this table. */
  private String from() {
    return (table.partitioned() ? "" : "only ") + table.quoted();
  }
}
