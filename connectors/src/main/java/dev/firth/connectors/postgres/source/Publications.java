package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Quoting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The publications of a capture: one of all changes, and one of inserts alone for tables without
 * replica identity, whose owner could not update or delete if those were published.
 */
final class Publications {
  private static final String TABLES =
      """
      select n.nspname, c.relname
      from pg_publication p join pg_publication_rel r on r.prpubid = p.oid
        join pg_class c on c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace
      where p.pubname = ?
      """;

  private final Connection connection;

  Publications(Connection connection) {
    this.connection = connection;
  }

  /**
   * Makes both publish exactly these tables, where tables call for them.
   *
   * @return what was done, for people
   */
  List<String> ensure(SourceNames names, List<Table> tables) throws SQLException {
    List<String> actions = new ArrayList<>();
    ensure(
        names.publication(),
        "insert, update, delete, truncate",
        tables.stream().filter(Table::hasIdentity).toList(),
        true,
        actions);
    List<Table> inserts = tables.stream().filter(table -> !table.hasIdentity()).toList();
    ensure(names.insertPublication(), "insert, truncate", inserts, !inserts.isEmpty(), actions);
    return actions;
  }

  private void ensure(
      String name, String publish, List<Table> tables, boolean wanted, List<String> actions)
      throws SQLException {
    boolean exists = exists(name);
    if (!exists && !wanted) {
      return;
    }
    if (!exists) {
      execute(
          "create publication "
              + Quoting.name(name)
              + (tables.isEmpty() ? "" : " for table " + list(quoted(tables)))
              + " with (publish = '"
              + publish
              + "', publish_via_partition_root = true)");
      actions.add("created publication " + name);
      return;
    }
    Set<String> has = published(name);
    Set<String> wants = new TreeSet<>();
    tables.forEach(table -> wants.add(table.quoted()));
    Set<String> dropped = new TreeSet<>(has);
    dropped.removeAll(wants);
    List<Table> added = tables.stream().filter(table -> !has.contains(table.quoted())).toList();
    if (!dropped.isEmpty()) {
      execute("alter publication " + Quoting.name(name) + " drop table " + list(dropped));
      actions.add("took " + list(dropped) + " out of publication " + name);
    }
    if (!added.isEmpty()) {
      execute("alter publication " + Quoting.name(name) + " add table " + list(quoted(added)));
      actions.add("added " + list(quoted(added)) + " to publication " + name);
    }
  }

  boolean exists(String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select 1 from pg_publication where pubname = ?")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private Set<String> published(String name) throws SQLException {
    Set<String> tables = new TreeSet<>();
    try (PreparedStatement query = connection.prepareStatement(TABLES)) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          tables.add(Quoting.table(row.getString(1), row.getString(2)));
        }
      }
    }
    return tables;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> quoted(List<Table> tables) {
    return tables.stream().map(t -> (t.partitioned() ? "" : "only ") + t.quoted()).toList();
  }

  private static String list(Collection<String> names) {
    return String.join(", ", names);
  }
}
