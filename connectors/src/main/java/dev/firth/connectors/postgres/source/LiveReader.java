package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.source.row.TypeCatalog;
import dev.firth.protocol.ConnectorFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table whose columns may change between one chunk and the next: the stream says nothing of
 * rows that were there, so a column that is new must come with all that is read from then on.
 */
final class LiveReader {
  private final Connection connection;
  private final ServerCatalog catalog;
  private final boolean timestampsAreUtc;
  private TypeCatalog types;
  private Table table;
  private RowReader reader;

  /**
   * @param connection a transaction a chunk, at REPEATABLE READ
   */
  LiveReader(Connection connection, Table table, TypeCatalog types, boolean timestampsAreUtc) {
    this.connection = connection;
    this.timestampsAreUtc = timestampsAreUtc;
    this.types = types;
    this.table = table;
    catalog = new ServerCatalog(connection);
    reader = new RowReader(connection, table, types);
  }

  /**
   * To be called first in a transaction, before its snapshot is taken: the table keeps its columns
   * until the transaction ends.
   *
   * @return reads the columns that it has now
   * @throws ConnectorFailure if it has another key, or is gone: to be begun anew
   */
  RowReader lock() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table " + table.quoted() + " in access share mode");
    }
    @Nullable Table now = catalog.table(table.schema(), table.name());
    if (now == null || now.oid() != table.oid() || !now.key().equals(table.key())) {
      throw ConnectorFailure.of(
          "Table %s was made anew, or has got another primary key, in the middle of its backfill. It is tried again."
              .formatted(table.title()));
    }
    if (!now.columns().equals(table.columns())) {
      table = now;
      if (!now.columns().stream().allMatch(column -> types.knows(column.typeOid()))) {
        types = catalog.types(timestampsAreUtc);
      }
      reader = new RowReader(connection, table, types);
    }
    return reader;
  }
}
