package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Connections;
import dev.firth.connectors.postgres.source.backfill.Snapshot;
import dev.firth.protocol.ConnectorFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A transaction that holds one snapshot of several tables for as long as they are read, and keeps
 * them from being rewritten meanwhile.
 */
final class SnapshotConnection implements AutoCloseable {
  private final Connection connection;
  private final Snapshot snapshot;

  private SnapshotConnection(Connection connection, Snapshot snapshot) {
    this.connection = connection;
    this.snapshot = snapshot;
  }

  /** Locks the tables against rewriting, then takes the snapshot. */
  static SnapshotConnection open(Connections connections, List<Table> tables) throws SQLException {
    Connection connection = connections.open();
    try {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (Statement statement = connection.createStatement()) {
        for (Table table : tables) {
          statement.execute("lock table " + table.quoted() + " in access share mode");
        }
      }
      return new SnapshotConnection(connection, current(connection));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The snapshot of a connection's transaction. */
  static Snapshot current(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select txid_current_snapshot()::text")) {
      row.next();
      return Snapshot.parse(row.getString(1));
    }
  }

  Connection connection() {
    return connection;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** The next transaction's number if {@code wanted} is an earlier snapshot than ours, else 0. */
  long resumed(Snapshot wanted) {
    return wanted.equals(snapshot) ? 0 : snapshot.xmax();
  }

  /** Blocks of a table. */
  long blocks(Table table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select pg_relation_size(?::oid) / current_setting('block_size')::int8")) {
      query.setLong(1, table.oid());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Refuses a table that was rewritten since its backfill began: its rows stand elsewhere now. */
  void requireSameFile(Table table, long fileNode) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select coalesce(pg_relation_filenode(?::oid), 0)::int8")) {
      query.setLong(1, table.oid());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        if (row.getLong(1) != fileNode) {
          throw ConnectorFailure.pause(
              "TableRewritten",
              ("Table %s, which has no primary key, was rewritten (VACUUM FULL, CLUSTER, TRUNCATE, or"
                      + " ALTER TABLE) in the middle of its backfill. Give its binding another name"
                      + " to read it again.")
                  .formatted(table.title()));
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
