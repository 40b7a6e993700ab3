import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/**
 * Pgbench's tables: {@code Tables load ENV SCALE} makes in the source what {@code pgbench -i} makes;
 * {@code Tables check ENV} compares both servers by count and checksum and ends with 0 if all are
 * equal.
 */
final class Tables {
  private static final String LOAD =
      """
      create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
      create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84));
      create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84));
      create table pgbench_branches (bid int primary key, bbalance int, filler char(88));
      insert into pgbench_branches select g, 0 from generate_series(1, %1$d) g;
      insert into pgbench_tellers select g, (g - 1) / 10 + 1, 0 from generate_series(1, %1$d * 10) g;
      insert into pgbench_accounts
        select g, (g - 1) / 100000 + 1, 0, '' from generate_series(1, %1$d * 100000) g;
      analyze""";

  private static final List<String> TABLES =
      List.of(
          "pgbench_accounts (aid, bid, abalance, filler)",
          "pgbench_branches (bid, bbalance, filler)",
          "pgbench_tellers (tid, bid, tbalance, filler)",
          "pgbench_history (tid, bid, aid, delta, mtime, filler)");

  public static void main(String[] args) throws Exception {
    var env = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(args[1]))) {
      env.load(reader);
    }
    if (args[0].equals("load")) {
      try (Connection source = connect(env, "source-db");
          var statement = source.createStatement()) {
        statement.execute(LOAD.formatted(Integer.parseInt(args[2])));
      }
      return;
    }
    boolean equal = true;
    try (Connection source = connect(env, "source-db");
        Connection copy = connect(env, "copy-db")) {
      for (String table : TABLES) {
        String a = checksum(source, table);
        String b = checksum(copy, table);
        equal &= a.equals(b);
        System.out.printf(
            "%-9s %-17s source %s%s%n",
            a.equals(b) ? "equal" : "DIFFERENT",
            table.substring(0, table.indexOf(' ')),
            a,
            a.equals(b) ? "" : ", copy " + b);
      }
    }
    System.exit(equal ? 0 : 1);
  }

  private static Connection connect(Properties env, String server) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + env.getProperty(server + ".address") + "/postgres",
        env.getProperty(server + ".user"),
        env.getProperty(server + ".password"));
  }

  /** Rows and the sum of their hashes: order does not count, multiplicity does. */
  private static String checksum(Connection connection, String table) throws SQLException {
    String columns = table.substring(table.indexOf('('));
    String name = table.substring(0, table.indexOf(' '));
    String sql =
        "select count(*) || ' rows ' || coalesce(sum(hashtextextended(row%s::text, 0)::numeric), 0) from %s"
            .formatted(columns, name);
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
