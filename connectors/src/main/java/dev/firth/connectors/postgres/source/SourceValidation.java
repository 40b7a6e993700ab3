package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.Connections;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a capture would work, and if not, everything that must be done first. */
final class SourceValidation {
  private static final Logger LOG = LoggerFactory.getLogger(SourceValidation.class);
  private static final int LEAST_VERSION = 140000;

  private static final String SERVER =
      """
      select current_setting('server_version_num')::int, current_setting('server_version'),
             current_setting('wal_level'), coalesce(current_setting('max_slot_wal_keep_size', true), ''),
             pg_is_in_recovery(), r.rolsuper or r.rolreplication
               or coalesce((select pg_has_role(r.oid, m.oid, 'member') from pg_roles m
                            where m.rolname in ('rds_replication', 'rds_superuser') limit 1), false)
      from pg_roles r where r.rolname = current_user
      """;

  private final SourceConfig config;
  private final Connection connection;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private SourceValidation(SourceConfig config, Connection connection) {
    this.config = config;
    this.connection = connection;
  }

  /**
   * Checks server, user and tables.
   *
   * @return the path of every binding, and warnings
   * @throws ConnectorFailure with a sentence for each problem, a line each
   */
  static CaptureResponse.Validated check(CaptureRequest.Validate request) {
    SourceConfig config = SourceConfig.of(request.config());
    Connections connections = new Connections(config.endpoint(), "firth " + request.name());
    try (Connection connection = connections.open()) {
      SourceValidation validation = new SourceValidation(config, connection);
      validation.server();
      List<List<String>> paths = validation.bindings(request.bindings());
      if (!validation.problems.isEmpty()) {
        throw ConnectorFailure.pause(
            "InvalidConfiguration", String.join("\n", validation.problems));
      }
      return new CaptureResponse.Validated(paths, validation.warnings);
    } catch (SQLException e) {
      throw connections.failure(e);
    }
  }

  private void server() throws SQLException {
    String at = config.endpoint().title();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SERVER)) {
      row.next();
      if (row.getInt(1) < LEAST_VERSION) {
        problems.add(at + " is version " + row.getString(2) + ": version 14 or later is needed.");
      }
      if (row.getBoolean(5)) {
        problems.add(at + " is a read-only standby: capture from its primary.");
      }
      if (!row.getString(3).equals("logical")) {
        problems.add(
            at
                + " has wal_level "
                + row.getString(3)
                + ", logical is needed. Run: ALTER SYSTEM SET wal_level = logical; and restart it.");
      }
      if (!row.getBoolean(6)) {
        problems.add(
            "User \"%s\" may not replicate. Run: ALTER ROLE \"%s\" REPLICATION;"
                .formatted(config.endpoint().user(), config.endpoint().user()));
      }
      if (row.getString(4).equals("-1")) {
        warnings.add(
            at
                + " has max_slot_wal_keep_size unlimited: while this capture does not run, the server"
                + " keeps its log, until its disk is full. Consider a limit: ALTER SYSTEM SET"
                + " max_slot_wal_keep_size = '100GB'; SELECT pg_reload_conf();");
      }
    }
  }

  private List<List<String>> bindings(List<CaptureRequest.Validate.Binding> bindings)
      throws SQLException {
    ServerCatalog catalog = new ServerCatalog(connection);
    List<List<String>> paths = new ArrayList<>();
    HashSet<List<String>> seen = new HashSet<>();
    for (CaptureRequest.Validate.Binding binding : bindings) {
      List<String> path = SourceConfig.path(binding.resource());
      paths.add(path);
      String title = String.join(".", path);
      if (!seen.add(path)) {
        problems.add("Table " + title + " has two bindings: keep one.");
        continue;
      }
      @Nullable Table table = catalog.table(path.get(0), path.get(1));
      if (table == null) {
        problems.add(missing(catalog, path));
        continue;
      }
      table(table);
    }
    return paths;
  }

  private void table(Table table) throws SQLException {
    String title = table.title();
    if (table.partitioned() && !table.hasKey()) {
      problems.add(
          "Table "
              + title
              + " is partitioned and has no primary key: add one, or capture its partitions.");
    }
    if (table.hasKey() && !table.hasIdentity()) {
      problems.add(
          "Table %s has a primary key, but its REPLICA IDENTITY is %s, so updates and deletes cannot"
                  .formatted(title, table.identity() == 'n' ? "NOTHING" : "a dropped index")
              + " be captured. Run: ALTER TABLE "
              + table.quoted()
              + " REPLICA IDENTITY DEFAULT;");
    } else if (table.identity() == 'i' && !table.identityColumns().containsAll(table.key())) {
      problems.add(
          "Table "
              + title
              + " has an index as REPLICA IDENTITY that lacks its primary key. Run: ALTER TABLE "
              + table.quoted()
              + " REPLICA IDENTITY DEFAULT;");
    }
    if (!table.hasIdentity()) {
      LOG.info("Table {} has no replica identity: inserts alone are captured.", title);
    } else if (!table.hasKey()) {
      LOG.info("Table {} has no primary key: updates and deletes are added as events.", title);
    }
    try (var query = connection.prepareStatement("select has_table_privilege(?::oid, 'select')")) {
      query.setLong(1, table.oid());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          problems.add(
              "User \"%s\" may not read table %s. Run: GRANT SELECT ON %s TO \"%s\";"
                  .formatted(
                      config.endpoint().user(), title, table.quoted(), config.endpoint().user()));
        }
      }
    }
  }

  private String missing(ServerCatalog catalog, List<String> path) throws SQLException {
    String wanted = path.get(0) + "." + path.get(1);
    Optional<String> unfit = catalog.unfit(path.get(0), path.get(1));
    if (unfit.isPresent()) {
      return "Table " + wanted + " " + unfit.get();
    }
    String near =
        catalog.tables().stream()
            .map(Table::title)
            .filter(title -> distance(title, wanted) <= 3 || title.endsWith("." + path.get(1)))
            .min(Comparator.comparingInt(title -> distance(title, wanted)))
            .map(title -> " Did you mean \"" + title + "\"?")
            .orElse("");
    return "Table \""
        + wanted
        + "\" does not exist in database \""
        + config.endpoint().database()
        + "\"."
        + near;
  }

  /** Levenshtein's, of the lower-case texts. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
