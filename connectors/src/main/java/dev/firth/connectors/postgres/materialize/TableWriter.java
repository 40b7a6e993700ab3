package dev.firth.connectors.postgres.materialize;

import dev.firth.documents.json.Tape;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.LoadedOutput;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows of one binding on their way to its table: collected by column, sent as one array a column,
 * so that a statement carries thousands of rows and the client makes no object a value.
 */
final class TableWriter {
  private static final int FULL_ROWS = 5_000;
  private static final int FULL_BYTES = 4 << 20;

  /** The state cardinality_violation. */
  private static final String SAME_ROW_TWICE = "21000";

  private final Connection connection;
  private final MaterializationMessage.Binding binding;
  private final DestinationConfig.Resource resource;
  private final boolean hardDelete;
  private final Tape tape = new Tape();
  private final List<ColumnWriter> columns = new ArrayList<>();
  private final List<ColumnWriter> keys = new ArrayList<>();

  /** Rows of deleted documents that stay, where the key of one may be that of a row that lives. */
  private final List<ColumnWriter> removed = new ArrayList<>();

  private final TableStatements statements;
  private int rows;
  private int removes;
  private int deletes;

  TableWriter(
      Connection connection,
      MaterializationMessage.Binding binding,
      DestinationConfig.Resource resource,
      DestinationConfig config,
      Map<String, LiveTable.Column> live) {
    this.connection = connection;
    this.binding = binding;
    this.resource = resource;
    hardDelete = config.hardDelete();
    List<String> fields = TableDdl.fields(binding);
    for (String field : fields) {
      LiveTable.Column column = live.get(field);
      if (column == null) {
        throw ConnectorFailure.of(
            "table %s has lost its column \"%s\". Add it again, or drop the table and give the binding another name to fill it anew."
                .formatted(resource.title(), field));
      }
      columns.add(new ColumnWriter(column.type(), config.strip()));
      if (keys.size() < binding.fields().keys().size()) {
        keys.add(new ColumnWriter(column.type(), config.strip()));
      }
    }
    boolean ambiguous = !binding.deltaUpdates() && ambiguous(binding, keys);
    if (ambiguous && !hardDelete) {
      columns.forEach(column -> removed.add(column.another()));
    }
    statements = TableStatements.of(resource.quoted(), binding, fields, columns, ambiguous);
  }

  /** Whether two keys of the collection may be one key of the table. */
  private static boolean ambiguous(
      MaterializationMessage.Binding binding, List<ColumnWriter> keys) {
    for (int i = 0; i < keys.size(); i++) {
      String field = binding.fields().keys().get(i);
      List<String> types =
          binding.collection().projection(field).map(p -> p.inference().types()).orElse(List.of());
      if (!keys.get(i).tellsApart(types)) {
        return true;
      }
    }
    return false;
  }

  /** Adds a row; sends what was collected when it is enough. */
  void store(StoreBatch batch, int row) throws SQLException {
    byte[] bytes = batch.bytes();
    if (batch.delete(row) && hardDelete) {
      tape.parse(bytes, batch.keyOffset(row), batch.keyLength(row));
      values(keys, 0, binding.fields().keys());
      deletes++;
      if (deletes >= FULL_ROWS) {
        flushDeletes();
      }
      return;
    }
    boolean apart = batch.delete(row) && !removed.isEmpty();
    add(batch, row, apart ? removed : columns);
    if (apart) {
      removes++;
      if (removes >= FULL_ROWS || bytes(removed) >= FULL_BYTES) {
        flushRemoved();
      }
    } else {
      rows++;
      if (rows >= FULL_ROWS || bytes(columns) >= FULL_BYTES) {
        flushRows();
      }
    }
  }

  private void add(StoreBatch batch, int row, List<ColumnWriter> to) {
    byte[] bytes = batch.bytes();
    int keyCount = keys.size();
    int next = keyCount;
    tape.parse(bytes, batch.keyOffset(row), batch.keyLength(row));
    values(to, 0, binding.fields().keys());
    if (!binding.fields().values().isEmpty()) {
      tape.parse(bytes, batch.valuesOffset(row), batch.valuesLength(row));
      int bad = values(to, keyCount);
      next += binding.fields().values().size();
      if (bad >= 0) {
        String key =
            new String(bytes, batch.keyOffset(row), batch.keyLength(row), StandardCharsets.UTF_8);
        throw nul(binding.fields().values().get(bad), key);
      }
    }
    if (next < to.size()) {
      to.get(next).addDocument(bytes, batch.documentOffset(row), batch.documentLength(row));
    }
  }

  private static int bytes(List<ColumnWriter> of) {
    int bytes = 0;
    for (ColumnWriter column : of) {
      bytes += column.size();
    }
    return bytes;
  }

  private void values(List<ColumnWriter> to, int from, List<String> fields) {
    int bad = values(to, from);
    if (bad >= 0) {
      byte[] bytes = tape.bytes();
      String key =
          new String(bytes, tape.start(0), tape.end(0) - tape.start(0), StandardCharsets.UTF_8);
      throw nul(fields.get(bad), key);
    }
  }

  /** Adds the elements of the parsed array to columns; the index of one with U+0000, or -1. */
  private int values(List<ColumnWriter> to, int from) {
    int end = tape.next(0);
    int index = 0;
    int bad = -1;
    for (int node = 2; node < end; node = tape.next(node)) {
      if (!to.get(from + index).add(tape, node) && bad < 0) {
        bad = index;
      }
      index++;
    }
    return bad;
  }

  private ConnectorFailure nul(String field, String key) {
    String pointer =
        binding.collection().projection(field).map(p -> p.location()).orElse("/" + field);
    return ConnectorFailure.pause(
        "ValueRefused",
        "%s key %s: %s holds U+0000, which PostgreSQL cannot store. Set /nul to Strip in the config,"
                .formatted(binding.collection().name(), key, pointer)
            + " or fix the source.");
  }

  /** Sends what was collected. */
  void flush() throws SQLException {
    flushDeletes();
    flushRemoved();
    flushRows();
  }

  private void flushRemoved() throws SQLException {
    if (removes > 0) {
      execute(statements.remove(), removed);
      removes = 0;
    }
  }

  private void flushRows() throws SQLException {
    if (rows > 0) {
      execute(statements.upsert(), columns);
      rows = 0;
    }
  }

  private void flushDeletes() throws SQLException {
    if (deletes > 0) {
      execute(statements.delete(), keys);
      deletes = 0;
    }
  }

  private void execute(String sql, List<ColumnWriter> parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.executeUpdate();
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("22") || state.startsWith("23")) {
        throw ConnectorFailure.pause(
            "ValueRefused",
            "table %s refuses a row: %s Fix the source, or alter the column, then apply."
                .formatted(resource.title(), e.getMessage()));
      }
      if (state.equals(SAME_ROW_TWICE)) {
        throw ConnectorFailure.pause(
            "ValueRefused",
            ("table %s: two keys of one transaction differ, but are equal for the key's columns (%s)."
                    + " Give these columns a type or collation that tells them apart, in another"
                    + " table under another binding name.")
                .formatted(resource.title(), String.join(", ", binding.fields().keys())));
      }
      throw e;
    }
    parameters.forEach(ColumnWriter::reset);
  }

  private static void bind(PreparedStatement statement, List<ColumnWriter> parameters)
      throws SQLException {
    int index = 1;
    for (ColumnWriter parameter : parameters) {
      statement.setObject(index++, parameter.parameter());
    }
  }

  /** Looks up keys, which are all of this binding. */
  void load(LoadBatch batch, int from, int to, int index, LoadedOutput output)
      throws SQLException, InterruptedException {
    if (statements.select().isEmpty()) {
      throw ConnectorFailure.of(
          "table %s has no document to load: select the field of the whole document."
              .formatted(resource.title()));
    }
    for (int row = from; row < to; row++) {
      tape.parse(batch.bytes(), batch.keyOffset(row), batch.keyLength(row));
      values(keys, 0, binding.fields().keys());
    }
    try (PreparedStatement statement = connection.prepareStatement(statements.select())) {
      bind(statement, keys);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          byte[] document = row.getBytes(1);
          if (document != null) {
            output.loaded(index, document, 0, document.length);
          }
        }
      }
    }
    keys.forEach(ColumnWriter::reset);
  }
}
