package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.postgres.Quoting;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of one binding on their way to its table: collected by column, sent as one array a column,
 * so that a statement carries thousands of rows and the client makes no object a value.
 */
final class TableWriter {
  private static final int FULL_ROWS = 5_000;
  private static final int FULL_BYTES = 4 << 20;

  /**
   * Keys that differ in the collection may be one for a column: 1.0 and 1.00 as numeric. Where such
   * a key changes, the row of the new one may be written before the old one is deleted.
   */
  private static final String BEFORE_THIS_TRANSACTION =
      "t.xmin is distinct from pg_current_xact_id()::xid";

  private final Connection connection;
  private final MaterializationMessage.Binding binding;
  private final DestinationConfig.Resource resource;
  private final boolean hardDelete;
  private final Tape tape = new Tape();
  private final List<ColumnWriter> columns = new ArrayList<>();
  private final List<ColumnWriter> keys = new ArrayList<>();
  private final String upsert;
  private final String delete;
  private final String select;
  private int rows;
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
    upsert = upsert(fields);
    String table = resource.quoted();
    delete =
        "delete from %s t using %s where %s and %s"
            .formatted(table, rows(keys), keyMatch(), BEFORE_THIS_TRANSACTION);
    select =
        binding
            .fields()
            .document()
            .map(
                d ->
                    "select t.%s from %s join %s t on %s"
                        .formatted(Quoting.name(d), rows(keys), table, keyMatch()))
            .orElse("");
  }

  private String upsert(List<String> fields) {
    String names = fields.stream().map(Quoting::name).collect(Collectors.joining(", "));
    String values =
        IntStream.range(0, fields.size())
            .mapToObj(i -> columns.get(i).value("u.c" + i))
            .collect(Collectors.joining(", "));
    String insert =
        "insert into %s (%s) select %s from %s"
            .formatted(resource.quoted(), names, values, rows(columns));
    List<String> key = binding.fields().keys();
    if (binding.deltaUpdates()) {
      return insert;
    }
    String updates =
        fields.stream()
            .filter(field -> !key.contains(field) || isNumeric(field, fields))
            .map(field -> Quoting.name(field) + " = excluded." + Quoting.name(field))
            .collect(Collectors.joining(", "));
    return insert
        + " on conflict ("
        + key.stream().map(Quoting::name).collect(Collectors.joining(", "))
        + ") do "
        + (updates.isEmpty() ? "nothing" : "update set " + updates);
  }

  /** Whether values that are equal can be written in several ways: the last one is kept. */
  private boolean isNumeric(String field, List<String> fields) {
    return columns.get(fields.indexOf(field)).isNumeric();
  }

  private static String rows(List<ColumnWriter> columns) {
    String arrays = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    return "unnest(" + arrays + ") as u(" + names + ")";
  }

  private String keyMatch() {
    return IntStream.range(0, keys.size())
        .mapToObj(
            i ->
                "t."
                    + Quoting.name(binding.fields().keys().get(i))
                    + " = "
                    + keys.get(i).value("u.c" + i))
        .collect(Collectors.joining(" and "));
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
    int keyCount = keys.size();
    int next = keyCount;
    tape.parse(bytes, batch.keyOffset(row), batch.keyLength(row));
    values(columns, 0, binding.fields().keys());
    if (!binding.fields().values().isEmpty()) {
      tape.parse(bytes, batch.valuesOffset(row), batch.valuesLength(row));
      int bad = values(columns, keyCount);
      next += binding.fields().values().size();
      if (bad >= 0) {
        String key =
            new String(bytes, batch.keyOffset(row), batch.keyLength(row), StandardCharsets.UTF_8);
        throw nul(binding.fields().values().get(bad), key);
      }
    }
    if (next < columns.size()) {
      columns.get(next).addDocument(bytes, batch.documentOffset(row), batch.documentLength(row));
    }
    rows++;
    if (rows >= FULL_ROWS || bytes() >= FULL_BYTES) {
      flushRows();
    }
  }

  private int bytes() {
    int bytes = 0;
    for (ColumnWriter column : columns) {
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
    flushRows();
  }

  private void flushRows() throws SQLException {
    if (rows > 0) {
      execute(upsert, columns);
      rows = 0;
    }
  }

  private void flushDeletes() throws SQLException {
    if (deletes > 0) {
      execute(delete, keys);
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
    if (select.isEmpty()) {
      throw ConnectorFailure.of(
          "table %s has no document to load: select the field of the whole document."
              .formatted(resource.title()));
    }
    for (int row = from; row < to; row++) {
      tape.parse(batch.bytes(), batch.keyOffset(row), batch.keyLength(row));
      values(keys, 0, binding.fields().keys());
    }
    try (PreparedStatement statement = connection.prepareStatement(select)) {
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
