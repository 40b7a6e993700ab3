package dev.firth.connectors.postgres.materialize;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A table of the destination as it is now.
 *
 * @param columns by name, in their order
 */
record LiveTable(Map<String, Column> columns, Optional<TableMark> mark, boolean empty) {
  private static final String FIND =
      """
      select c.oid::int8, obj_description(c.oid, 'pg_class')
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relname = ?
      """;

  private static final String COLUMNS =
      """
      select attname, format_type(atttypid, atttypmod), attnotnull
      from pg_attribute where attrelid = ?::oid and attnum > 0 and not attisdropped
      order by attnum
      """;

  record Column(String type, boolean notNull) {}

  static Optional<LiveTable> find(Connection connection, DestinationConfig.Resource resource)
      throws SQLException {
    long oid;
    Optional<TableMark> mark;
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, resource.schema());
      query.setString(2, resource.table());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        oid = row.getLong(1);
        mark = TableMark.parse(row.getString(2));
      }
    }
    return Optional.of(new LiveTable(columns(connection, oid), mark, empty(connection, resource)));
  }

  private static Map<String, Column> columns(Connection connection, long oid) throws SQLException {
    Map<String, Column> columns = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setLong(1, oid);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          columns.put(row.getString(1), new Column(row.getString(2), row.getBoolean(3)));
        }
      }
    }
    return columns;
  }

  private static boolean empty(Connection connection, DestinationConfig.Resource resource)
      throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select not exists (select from " + resource.quoted() + ")");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
