package dev.firth.connectors.sqlite;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.RawJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who writes the file: the tables {@code firth_checkpoints}, one row for the task with its fence
 * and its checkpoint, and {@code firth_tables}, one row for every table that it made. All methods
 * run inside a transaction of the caller.
 */
final class Ownership {
  private final SqliteFile file;
  private final String store;
  private final String task;

  Ownership(SqliteFile file, String store, String task) {
    this.file = file;
    this.store = store;
    this.task = task;
  }

  /**
   * A table that Firth made.
   *
   * @param backfill how often its binding had been backfilled
   */
  record Made(String table, int backfill) {}

  void prepare() {
    file.execute(
        """
        CREATE TABLE IF NOT EXISTS firth_checkpoints (
          task TEXT NOT NULL, key_begin INTEGER NOT NULL, key_end INTEGER NOT NULL, store TEXT NOT NULL,
          fence INTEGER NOT NULL, checkpoint TEXT, PRIMARY KEY (task, key_begin, key_end))""");
    file.execute(
        """
        CREATE TABLE IF NOT EXISTS firth_tables (
          table_name TEXT PRIMARY KEY, task TEXT NOT NULL, store TEXT NOT NULL, backfill INTEGER NOT NULL)""");
  }

  /**
   * Refuses a file that is somebody else's.
   *
   * @param takeOver whether what another store filled is dropped instead
   */
  void claim(boolean takeOver) {
    for (String[] owner :
        rows(
            "SELECT task, store FROM firth_checkpoints UNION SELECT task, store FROM firth_tables",
            2)) {
      if (!owner[1].equals(store)) {
        if (!takeOver) {
          throw foreign(owner[1]);
        }
        release();
        return;
      }
      if (!owner[0].equals(task)) {
        throw ConnectorFailure.pause(
            "DestinationTaken",
            "the file is written by Materialization %s already: two tasks cannot share one SQLite file. Give this one a file of its own."
                .formatted(owner[0]));
      }
    }
  }

  private ConnectorFailure foreign(String other) {
    List<String[]> tables = rows("SELECT table_name FROM firth_tables", 1);
    String what = tables.isEmpty() ? "the file" : "table " + tables.getFirst()[0];
    return ConnectorFailure.pause(
        "DestinationTaken",
        "%s was filled by another Firth (store %s). Use another table, or --take-over to empty and refill it."
            .formatted(what, other));
  }

  private void release() {
    for (String[] table : rows("SELECT table_name FROM firth_tables", 1)) {
      file.execute("DROP TABLE IF EXISTS " + SqliteTable.quote(table[0]));
    }
    file.update("DELETE FROM firth_tables");
    file.update("DELETE FROM firth_checkpoints");
  }

  /** What is known of a table; empty if Firth did not make it. */
  Optional<Made> made(String table) {
    return rows("SELECT table_name, backfill FROM firth_tables", 2).stream()
        .filter(row -> row[0].equalsIgnoreCase(table))
        .map(row -> new Made(row[0], Integer.parseInt(row[1])))
        .findFirst();
  }

  void note(String table, int backfill) {
    file.update(
        "INSERT INTO firth_tables VALUES (?, ?, ?, ?) ON CONFLICT (table_name) DO UPDATE SET backfill = excluded.backfill",
        table,
        task,
        store,
        backfill);
  }

  /** Fences out whoever wrote before; the fence that writes from now on must find. */
  long fence(KeyRange range) {
    file.update(
        """
        INSERT INTO firth_checkpoints VALUES (?, ?, ?, ?, 1, NULL)
          ON CONFLICT (task, key_begin, key_end) DO UPDATE SET fence = fence + 1""",
        task,
        Integer.toUnsignedLong(range.begin()),
        Integer.toUnsignedLong(range.end()),
        store);
    return Long.parseLong(row(range)[0]);
  }

  Optional<RawJson> checkpoint(KeyRange range) {
    String checkpoint = row(range)[1];
    return checkpoint.isEmpty() ? Optional.empty() : Optional.of(RawJson.of(checkpoint));
  }

  /** Refuses to go on once somebody else fenced. */
  void check(KeyRange range, long fence) {
    String[] row = row(range);
    if (!row[0].equals(Long.toString(fence))) {
      throw ConnectorFailure.of(
          "another instance of this task writes the file now; this one ends.");
    }
  }

  void keep(KeyRange range, RawJson checkpoint) {
    file.update(
        "UPDATE firth_checkpoints SET checkpoint = ? WHERE task = ? AND key_begin = ? AND key_end = ?",
        checkpoint.toString(),
        task,
        Integer.toUnsignedLong(range.begin()),
        Integer.toUnsignedLong(range.end()));
  }

  private String[] row(KeyRange range) {
    List<String[]> rows =
        rows(
            "SELECT fence, checkpoint FROM firth_checkpoints WHERE task = ? AND key_begin = ? AND key_end = ?",
            2,
            task,
            Integer.toUnsignedLong(range.begin()),
            Integer.toUnsignedLong(range.end()));
    return rows.isEmpty() ? new String[] {"0", ""} : rows.getFirst();
  }

  private List<String[]> rows(String sql, int width, Object... arguments) {
    return file.attempt(
        () -> {
          var rows = new ArrayList<String[]>();
          try (PreparedStatement statement = file.prepare(sql)) {
            for (int i = 0; i < arguments.length; i++) {
              statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
              while (result.next()) {
                String[] row = new String[width];
                for (int i = 0; i < width; i++) {
                  @Nullable String value = result.getString(i + 1);
                  row[i] = value == null ? "" : value;
                }
                rows.add(row);
              }
            }
          }
          return rows;
        });
  }
}
