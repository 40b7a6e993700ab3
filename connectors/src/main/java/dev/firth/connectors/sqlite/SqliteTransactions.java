package dev.firth.connectors.sqlite;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.KeyExtractor;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Loads and stores of one session. Rows and checkpoint are one transaction, which finds its own
 * fence or fails.
 */
final class SqliteTransactions implements Transactions {
  private record Statements(
      SqliteTable table,
      KeyExtractor key,
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
  private final Tape tape = new Tape();
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
        new KeyExtractor(
            table.pointers().stream().map(Pointer::of).toList(),
            Collections.nCopies(table.pointers().size(), Optional.empty())),
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
      Statements binding = bindings.get(keys.binding(row));
      byte[] document = load(binding, keys.bytes(), keys.keyOffset(row), keys.keyLength(row));
      if (document.length > 0) {
        output.loaded(keys.binding(row), document, 0, document.length);
      }
    }
  }

  private byte[] load(Statements binding, byte[] bytes, int offset, int length) {
    SqliteTable table = binding.table();
    return file.attempt(
        () -> {
          binder.bind(binding.load(), 1, table, table.keys(), bytes, offset, length);
          try (ResultSet found = binding.load().executeQuery()) {
            return found.next() ? utf8(found) : new byte[0];
          }
        });
  }

  private static byte[] utf8(ResultSet found) throws SQLException {
    String document = found.getString(1);
    return document == null ? new byte[0] : document.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether the row of a key that is deleted was written by another key, which the table takes for
   * the same and which lives: it came before in this transaction.
   */
  private boolean holdsAnother(Statements binding, StoreBatch rows, int row) {
    byte[] held = load(binding, rows.bytes(), rows.keyOffset(row), rows.keyLength(row));
    if (held.length == 0) {
      return false;
    }
    tape.parse(held, 0, held.length);
    JsonBuffer key = new JsonBuffer(64);
    binding.key().keyJson(tape, 0, key);
    return !Arrays.equals(
        key.bytes(),
        0,
        key.size(),
        rows.bytes(),
        rows.keyOffset(row),
        rows.keyOffset(row) + rows.keyLength(row));
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
    if (rows.delete(row)
        && table.ambiguous()
        && table.keyed()
        && holdsAnother(binding, rows, row)) {
      return;
    }
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
