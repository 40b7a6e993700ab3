package dev.firth.connectors.sqlite;

import dev.firth.protocol.ConnectorFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;

/** One connection to the file, with transactions that exclude other writers. One thread. */
final class SqliteFile implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final Path path;
  private final Connection connection;

  /** Work with the file that may fail as SQL does. */
  interface Work<T> {
    T run() throws SQLException;
  }

  SqliteFile(Path path) {
    this.path = path;
    try {
      this.connection = DriverManager.getConnection("jdbc:sqlite:" + path);
    } catch (SQLException e) {
      throw failure(e);
    }
    try {
      execute("PRAGMA busy_timeout = " + PATIENCE_SECONDS * 1000);
      execute("PRAGMA journal_mode = WAL");
      execute("PRAGMA synchronous = FULL");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  void execute(String sql) {
    attempt(
        () -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  PreparedStatement prepare(String sql) {
    return attempt(() -> connection.prepareStatement(sql));
  }

  /** Runs one statement with texts and whole numbers in its places; how many rows it changed. */
  int update(String sql, Object... arguments) {
    return attempt(
        () -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
              statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
          }
        });
  }

  /** The declared type of every column of a table, in order; empty if there is no such table. */
  Map<String, String> columns(String table) {
    return attempt(
        () -> {
          var columns = new LinkedHashMap<String, String>();
          try (PreparedStatement statement =
              connection.prepareStatement("SELECT name, type FROM pragma_table_info(?)")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                columns.put(rows.getString(1), rows.getString(2));
              }
            }
          }
          return columns;
        });
  }

  /** Runs work in a transaction that no other writer overlaps. */
  void exclusively(Runnable work) {
    begin();
    try {
      work.run();
      execute("COMMIT");
    } catch (RuntimeException e) {
      rollback();
      throw e;
    }
  }

  void begin() {
    execute("BEGIN IMMEDIATE");
  }

  void commit() {
    execute("COMMIT");
  }

  private void rollback() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException _) {
      // SQLite rolled back already: the failure that led here says why
    }
  }

  <T> T attempt(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private ConnectorFailure failure(SQLException e) {
    int code = e.getErrorCode() & 0xff;
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return ConnectorFailure.of(
          "file %s was locked by another program for %d s. Close what writes to it."
              .formatted(path, PATIENCE_SECONDS),
          e);
    }
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return ConnectorFailure.of("file " + path + ": the disk is full. Make room.", e);
    }
    if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return ConnectorFailure.pause(
          "NotADatabase", "file " + path + " is no SQLite database. Use another path.");
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return ConnectorFailure.of("file " + path + " cannot be written: " + e.getMessage(), e);
    }
    return ConnectorFailure.of("file " + path + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException _) {
      // nothing of it is needed any more, and what was committed is on disk
    }
  }
}
