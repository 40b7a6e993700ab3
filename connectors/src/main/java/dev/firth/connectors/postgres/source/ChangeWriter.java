package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Connections;
import dev.firth.connectors.postgres.source.backfill.RecentChanges;
import dev.firth.connectors.postgres.source.backfill.RowKey;
import dev.firth.connectors.postgres.source.row.ChangeDocuments;
import dev.firth.connectors.postgres.source.row.RowShape;
import dev.firth.connectors.postgres.source.wal.PgOutput;
import dev.firth.connectors.postgres.source.wal.Tuple;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.protocol.sdk.CaptureOutput;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the documents of a change. One thread. */
final class ChangeWriter {
  private static final int[] NOTHING = {};

  private final Connections connections;
  private final CaptureOutput output;
  private final ChangeDocuments documents = new ChangeDocuments();

  ChangeWriter(Connections connections, CaptureOutput output) {
    this.connections = connections;
    this.output = output;
  }

  void begin(PgOutput.Begin begin) {
    documents.begin(begin.commitMicros() / 1000, begin.commitLsn());
  }

  /**
   * Writes a change.
   *
   * @param table null if it is not captured
   * @return documents written
   */
  int write(PgOutput change, @Nullable CapturedTable table, int xid)
      throws SQLException, InterruptedException {
    documents.next();
    if (table == null || table.covers(xid)) {
      return 0;
    }
    return switch (change.tag()) {
      case PgOutput.INSERT -> insert(change.newTuple(), table, xid);
      case PgOutput.UPDATE -> update(change, table, xid);
      default -> delete(change, table, xid);
    };
  }

  private int insert(Tuple row, CapturedTable table, int xid) throws InterruptedException {
    documents.row(table.shape(), 'c', row, null, null, 0);
    emit(table);
    note(table, row, xid, List.of());
    return 1;
  }

  private int update(PgOutput change, CapturedTable table, int xid)
      throws SQLException, InterruptedException {
    RowShape shape = table.shape();
    Tuple row = change.newTuple();
    Tuple old = change.oldTuple();
    Tuple whole = change.oldIsWhole() ? old : null;
    if (whole != null) {
      row.fill(whole);
    } else if (old != null) {
      row.fill(old, table.identity());
    }
    if (old != null && moved(old, row, table.key())) {
      documents.delete(shape, old, whole != null, table.identity());
      emit(table);
      note(table, old, xid, List.of());
      List<String> unchanged = shape.unchanged(row);
      Tuple fill = unchanged.isEmpty() ? null : readBack(table, row, shape);
      documents.row(shape, 'c', row, whole, fill, 1);
      emit(table);
      note(table, row, xid, fill == null ? unchanged : List.of());
      return 2;
    }
    documents.row(shape, 'u', row, whole, null, 0);
    emit(table);
    if (table.recent() != null) {
      note(table, row, xid, shape.unchanged(row));
    }
    return 1;
  }

  private int delete(PgOutput change, CapturedTable table, int xid) throws InterruptedException {
    Tuple old = change.oldTuple();
    if (old == null) {
      return 0;
    }
    boolean whole = change.oldIsWhole();
    documents.delete(table.shape(), old, whole, whole ? NOTHING : table.identity());
    emit(table);
    note(table, old, xid, List.of());
    return 1;
  }

  private static boolean moved(Tuple old, Tuple row, int[] key) {
    for (int column : key) {
      if (!old.same(column, row, column)) {
        return true;
      }
    }
    return false;
  }

  /** The row as it is now: it may be newer than the change, which the stream then says too. */
  private @Nullable Tuple readBack(CapturedTable table, Tuple row, RowShape shape)
      throws SQLException {
    try (Connection connection = connections.open()) {
      return RowReader.byKey(connection, table, row, shape);
    }
  }

  private void emit(CapturedTable table) throws InterruptedException {
    JsonBuffer out = documents.buffer();
    output.document(table.binding(), out.bytes(), 0, out.size());
  }

  private static void note(CapturedTable table, Tuple row, int xid, List<String> missing) {
    RecentChanges recent = table.recent();
    if (recent != null) {
      recent.record(RowKey.of(row, table.key()), xid, missing);
    }
  }
}
