package dev.firth.connectors.postgres.materialize;

import dev.firth.connectors.postgres.Quoting;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.RawJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code firth_checkpoints}: how far each task has filled this database, and who may go
 * on. Opening raises the row's fence; committing needs the fence that was raised, so a session that
 * was replaced can commit nothing more.
 */
final class Checkpoints {
  private final String table;
  private final String store;
  private final String task;
  private final KeyRange range;
  private long fence;

  Checkpoints(DestinationConfig config, String store, String task, KeyRange range) {
    table = Quoting.table(config.schema(), "firth_checkpoints");
    this.store = store;
    this.task = task;
    this.range = range;
  }

  static void create(Connection connection, DestinationConfig config) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists %s (
            store text not null,
            task text not null,
            key_range text not null,
            fence bigint not null,
            checkpoint bytea,
            primary key (store, task, key_range)
          )"""
              .formatted(Quoting.table(config.schema(), "firth_checkpoints")));
    }
  }

  /**
   * Fences out whoever had the range before; waits for a commit of theirs that is under way.
   *
   * @return what was committed last
   */
  Optional<RawJson> fence(Connection connection) throws SQLException {
    String sql =
        "insert into %s as c (store, task, key_range, fence) values (?, ?, ?, 1)".formatted(table)
            + " on conflict (store, task, key_range) do update set fence = c.fence + 1"
            + " returning fence, checkpoint";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      row(statement, 1);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        fence = row.getLong(1);
        byte @Nullable [] checkpoint = row.getBytes(2);
        return checkpoint == null ? Optional.empty() : Optional.of(RawJson.of(checkpoint));
      }
    }
  }

  /** Keeps a checkpoint in the transaction that is open. */
  void keep(Connection connection, RawJson checkpoint) throws SQLException {
    String sql =
        "update %s set checkpoint = ? where store = ? and task = ? and key_range = ? and fence = ?"
            .formatted(table);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, checkpoint.bytes());
      row(statement, 2);
      statement.setLong(5, fence);
      if (statement.executeUpdate() != 1) {
        throw ConnectorFailure.of(
            "another session of this task has taken over %s: this one ends.".formatted(table));
      }
    }
  }

  private void row(PreparedStatement statement, int from) throws SQLException {
    statement.setString(from, store);
    statement.setString(from + 1, task);
    statement.setString(from + 2, range.toString());
  }
}
