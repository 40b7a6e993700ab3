package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.source.row.TypeCatalog;
import dev.firth.connectors.postgres.source.row.TypeRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server's catalog says of tables and types. */
final class ServerCatalog {
  private static final String TABLES =
      """
      select c.oid::int8, n.nspname, c.relname, c.relkind = 'p', c.relreplident,
             coalesce(pg_relation_filenode(c.oid), 0)::int8
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and c.relpersistence = 'p' and c.oid >= 16384
        and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
      """;

  private static final String UNFIT =
      """
      select c.relkind, c.oid < 16384 or n.nspname like 'pg\\_%' and c.relkind = 'r'
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relname = ?
      """;

  private static final String COLUMNS =
      """
      select a.attrelid::int8, a.attname, a.atttypid::int8, format_type(a.atttypid, a.atttypmod),
             a.attnotnull
      from pg_attribute a
      where a.attrelid = any(?::oid[]) and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = ''
      order by a.attrelid, a.attnum
      """;

  private static final String INDEX_COLUMNS =
      """
      select i.indrelid::int8, i.indisprimary, i.indisreplident, a.attname
      from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality k(attnum, position)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indrelid = any(?::oid[]) and (i.indisprimary or i.indisreplident)
        and k.position <= i.indnkeyatts
      order by i.indrelid, k.position
      """;

  private static final String TYPES =
      """
      select t.oid::int8, format_type(t.oid, null), t.typtype, t.typbasetype::int8,
             case when t.typlen = -1 and e.typarray = t.oid then t.typelem else 0 end::int8,
             t.typdelim, t.typcollation <> 0
      from pg_type t left join pg_type e on e.oid = t.typelem
      """;

  private final Connection connection;

  ServerCatalog(Connection connection) {
    this.connection = connection;
  }

  /** All tables that can be captured, but for partitions of others, by schema and name. */
  List<Table> tables() throws SQLException {
    return read(TABLES + " and not c.relispartition order by 2, 3", null, null);
  }

  /** One table, or null. */
  @Nullable Table table(String schema, String name) throws SQLException {
    List<Table> found = read(TABLES + " and n.nspname = ? and c.relname = ?", schema, name);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** Why what has this name cannot be captured; empty if nothing has it. */
  Optional<String> unfit(String schema, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(UNFIT)) {
      query.setString(1, schema);
      query.setString(2, name);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(unfit(row.getString(1), row.getBoolean(2)));
      }
    }
  }

  private static String unfit(String kind, boolean system) {
    if (system) {
      return "belongs to PostgreSQL itself (its OID is below 16384): it is never published, so that"
          + " it cannot be captured.";
    }
    return switch (kind) {
      case "v", "m" -> "is a view: capture the tables that it reads.";
      case "f" -> "is a foreign table: capture it where it is.";
      case "r", "p" ->
          "is unlogged or temporary, so that its changes are not in the server's log. Run: ALTER"
              + " TABLE ... SET LOGGED;";
      default -> "is no table.";
    };
  }

  private record Head(
      long oid, String schema, String name, boolean partitioned, char identity, long fileNode) {}

  private List<Table> read(String sql, @Nullable String schema, @Nullable String name)
      throws SQLException {
    Map<Long, Head> heads = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      if (schema != null) {
        query.setString(1, schema);
        query.setString(2, name);
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          char identity = row.getString(5).charAt(0);
          heads.put(
              row.getLong(1),
              new Head(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getBoolean(4),
                  identity,
                  row.getLong(6)));
        }
      }
    }
    Map<Long, List<Table.Column>> columns = columns(heads.keySet().toArray(Long[]::new));
    Map<Long, List<String>> keys = new LinkedHashMap<>();
    Map<Long, List<String>> identities = new LinkedHashMap<>();
    indexColumns(heads.keySet().toArray(Long[]::new), keys, identities);
    return heads.values().stream()
        .map(
            h ->
                new Table(
                    h.oid(),
                    h.schema(),
                    h.name(),
                    h.partitioned(),
                    h.identity(),
                    columns.getOrDefault(h.oid(), List.of()),
                    keys.getOrDefault(h.oid(), List.of()),
                    identities.getOrDefault(h.oid(), List.of()),
                    h.fileNode()))
        .toList();
  }

  private Map<Long, List<Table.Column>> columns(Long[] oids) throws SQLException {
    Map<Long, List<Table.Column>> columns = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setArray(1, connection.createArrayOf("int8", oids));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          columns
              .computeIfAbsent(row.getLong(1), oid -> new ArrayList<>())
              .add(
                  new Table.Column(
                      row.getString(2), (int) row.getLong(3), row.getString(4), row.getBoolean(5)));
        }
      }
    }
    return columns;
  }

  private void indexColumns(
      Long[] oids, Map<Long, List<String>> keys, Map<Long, List<String>> identities)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(INDEX_COLUMNS)) {
      query.setArray(1, connection.createArrayOf("int8", oids));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          if (row.getBoolean(2)) {
            keys.computeIfAbsent(row.getLong(1), o -> new ArrayList<>()).add(row.getString(4));
          }
          if (row.getBoolean(3)) {
            identities
                .computeIfAbsent(row.getLong(1), o -> new ArrayList<>())
                .add(row.getString(4));
          }
        }
      }
    }
  }

  /** All types of the database. */
  TypeCatalog types(boolean timestampsAreUtc) throws SQLException {
    List<TypeRow> rows = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(TYPES);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        rows.add(
            new TypeRow(
                (int) row.getLong(1),
                row.getString(2),
                row.getString(3).charAt(0),
                (int) row.getLong(4),
                (int) row.getLong(5),
                row.getString(6).charAt(0),
                row.getBoolean(7)));
      }
    }
    return new TypeCatalog(rows, timestampsAreUtc);
  }
}
