package dev.firth.connectors.sqlite;

import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.LoadedOutput;
import dev.firth.protocol.sdk.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Loads and stores of one session. Rows and checkpoint are one transaction, which finds its own
 * fence or fails.
 */
final class SqliteTransactions implements Transactions {
  private record Statements(
      SqliteTable table,
      PreparedStatement load,
      PreparedStatement store,
      PreparedStatement delete) {}

  private final SqliteFile file;
  private final Ownership ownership;
  private final KeyRange range;
  private final boolean hardDelete;
  private final long fence;
  private final Optional<RawJson> checkpoint;
  private final List<Statements> bindings;
  private final RowBinder binder = new RowBinder();
  private boolean storing;

  /** Takes the file over. */
  SqliteTransactions(
      SqliteFile file,
      Ownership ownership,
      KeyRange range,
      boolean hardDelete,
      long fence,
      Optional<RawJson> checkpoint,
      List<SqliteTable> tables) {
    this.file = file;
    this.ownership = ownership;
    this.range = range;
    this.hardDelete = hardDelete;
    this.fence = fence;
    this.checkpoint = checkpoint;
    this.bindings = tables.stream().map(this::statements).toList();
  }

  private Statements statements(SqliteTable table) {
    PreparedStatement store = file.prepare(table.store());
    boolean loads = table.keyed() && !table.document().isEmpty();
    return new Statements(
        table,
        loads ? file.prepare(table.load()) : store,
        store,
        table.keyed() ? file.prepare(table.delete()) : store);
  }

  @Override
  public MaterializeResponse.Opened opened() {
    return new MaterializeResponse.Opened(checkpoint, false, true, true);
  }

  @Override
  public void load(LoadBatch keys, LoadedOutput output) throws InterruptedException {
    for (int row = 0; row < keys.count(); row++) {
      byte[] document = load(keys, row);
      if (document.length > 0) {
        output.loaded(keys.binding(row), document, 0, document.length);
      }
    }
  }

  private byte[] load(LoadBatch keys, int row) {
    Statements binding = bindings.get(keys.binding(row));
    SqliteTable table = binding.table();
    return file.attempt(
        () -> {
          binder.bind(
              binding.load(),
              1,
              table,
              table.keys(),
              keys.bytes(),
              keys.keyOffset(row),
              keys.keyLength(row));
          try (ResultSet found = binding.load().executeQuery()) {
            return found.next() ? utf8(found) : new byte[0];
          }
        });
  }

  private static byte[] utf8(ResultSet found) throws SQLException {
    String document = found.getString(1);
    return document == null ? new byte[0] : document.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void store(StoreBatch rows) {
    begin();
    for (int row = 0; row < rows.count(); row++) {
      store(rows, row);
    }
  }

  private void begin() {
    if (!storing) {
      file.begin();
      storing = true;
      ownership.check(range, fence);
    }
  }

  private void store(StoreBatch rows, int row) {
    Statements binding = bindings.get(rows.binding(row));
    SqliteTable table = binding.table();
    boolean delete = hardDelete && rows.delete(row);
    PreparedStatement statement = delete ? binding.delete() : binding.store();
    file.attempt(
        () -> {
          int place =
              binder.bind(
                  statement,
                  1,
                  table,
                  table.keys(),
                  rows.bytes(),
                  rows.keyOffset(row),
                  rows.keyLength(row));
          if (!delete) {
            place =
                binder.bind(
                    statement,
                    place,
                    table,
                    table.values(),
                    rows.bytes(),
                    rows.valuesOffset(row),
                    rows.valuesLength(row));
            if (!table.document().isEmpty()) {
              statement.setString(
                  place,
                  new String(
                      rows.bytes(),
                      rows.documentOffset(row),
                      rows.documentLength(row),
                      StandardCharsets.UTF_8));
            }
          }
          return statement.executeUpdate();
        });
  }

  @Override
  public Optional<ConnectorState> startCommit(RawJson next) {
    begin();
    ownership.keep(range, next);
    file.commit();
    storing = false;
    return Optional.empty();
  }

  /** What is not committed is rolled back by the file's closing. */
  @Override
  public void close() {
    file.close();
  }
}
