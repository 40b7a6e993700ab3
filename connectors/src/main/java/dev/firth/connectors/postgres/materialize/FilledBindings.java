package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.postgres.Quoting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The table {@code firth_bindings}: for which bindings each task has made its table. By it a table
 * that was dropped is told from one that is not made yet: made anew it would stay empty, because
 * the task's checkpoint says that it is filled.
 */
final class FilledBindings {
  private final Connection connection;
  private final String table;
  private final TableMark mark;

  FilledBindings(Connection connection, DestinationConfig config, TableMark mark) {
    this.connection = connection;
    this.table = table(config);
    this.mark = mark;
  }

  static void create(Connection connection, DestinationConfig config) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists %s (
            store text not null,
            task text not null,
            binding text not null,
            primary key (store, task, binding)
          )"""
              .formatted(table(config)));
    }
  }

  private static String table(DestinationConfig config) {
    return Quoting.table(config.schema(), "firth_bindings");
  }

  /** Whether the task has made a table for the binding of this state key. */
  boolean has(String stateKey) throws SQLException {
    return rows("select from %s where store = ? and task = ? and binding = ?", stateKey);
  }

  /** Notes that it has, in the transaction that is open. */
  void note(String stateKey) throws SQLException {
    boolean unused =
        rows("insert into %s values (?, ?, ?) on conflict do nothing returning binding", stateKey);
  }

  private boolean rows(String sql, String stateKey) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.formatted(table))) {
      statement.setString(1, mark.store());
      statement.setString(2, mark.task());
      statement.setString(3, stateKey);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
