package dev.firth.cli.story;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A flow from a PostgreSQL server, whose role {@code shop} needs its password, into {@code
 * copy.db}. The server can be stopped and started again with what it holds.
 */
final class Shop implements AutoCloseable {
  static final String PASSWORD = "hunter-2-shop";

  private final Path folder;
  private final Quickstart flow;
  private final String walLevel;
  private EmbeddedPostgres server;

  private Shop(Path folder, String walLevel) throws IOException {
    this.folder = folder;
    this.walLevel = walLevel;
    flow = new Quickstart(Files.createDirectories(folder.resolve("flow")));
    server = server().start();
  }

  /** A server with the table {@code orders} and a flow that copies it. */
  static Shop open(Path folder, String walLevel) throws IOException, SQLException {
    var shop = new Shop(folder, walLevel);
    shop.sql(
        "create role shop superuser login password '" + PASSWORD + "'",
        "create table orders (id int primary key, note text)");
    shop.writeFlow();
    shop.password(PASSWORD);
    return shop;
  }

  private EmbeddedPostgres.Builder server() throws IOException {
    var hba = folder.resolve("pg_hba.conf");
    Files.writeString(
        hba,
        """
        host all postgres 127.0.0.1/32 trust
        host all postgres ::1/128 trust
        host all,replication shop 127.0.0.1/32 scram-sha-256
        """);
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("server"))
        .setCleanDataDirectory(false)
        .setServerConfig("wal_level", walLevel)
        .setServerConfig("fsync", "off")
        .setServerConfig("hba_file", hba.toString());
  }

  Quickstart flow() {
    return flow;
  }

  int port() {
    return server.getPort();
  }

  /** Ends the server: connections break, new ones are refused. A capture must not hold it up. */
  void stop() throws IOException {
    server.close();
    if (Files.exists(folder.resolve("server/postmaster.pid"))) {
      throw new IllegalStateException("the server did not end within 5 s of a fast shutdown");
    }
  }

  /** Starts the server that was stopped, with its data and at its port. */
  void start() throws IOException {
    server = server().setPort(port()).start();
  }

  void sql(String... statements) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/postgres", "postgres", "");
        var statement = connection.createStatement()) {
      for (var one : statements) {
        statement.execute(one);
      }
    }
  }

  /** Orders by id as they stand in {@code copy.db}; empty before there is a table. */
  Map<Integer, String> copied() throws SQLException {
    var copied = new TreeMap<Integer, String>();
    var file = flow.directory().resolve("copy.db");
    if (!Files.exists(file)) {
      return copied;
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      try (var table =
          statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'orders'")) {
        if (!table.next()) {
          return copied;
        }
      }
      try (var rows = statement.executeQuery("SELECT id, note FROM orders")) {
        while (rows.next()) {
          copied.put(rows.getInt(1), rows.getString(2));
        }
      }
    }
    return copied;
  }

  void awaitCopied(Map<Integer, String> orders) {
    Eventually.holds(() -> copied().equals(orders), () -> "copy.db holds " + orders);
  }

  /** Writes the password into the flow's {@code .env}. */
  void password(String value) throws IOException {
    Files.writeString(flow.directory().resolve(".env"), "shop.password=" + value + "\n");
  }

  private void writeFlow() throws IOException {
    Files.writeString(
        flow.flow(),
        """
        apiVersion: firth.dev/v1alpha1
        kind: Capture
        metadata: {name: shop}
        spec:
          connector:
            name: source-postgres
            config: {address: "127.0.0.1:%d", database: postgres, user: shop}
            configFrom: [{pointer: /password, secretKeyRef: {name: shop, key: password}}]
          bindings:
            - {name: first, resource: {schema: public, table: orders}, target: orders}
        ---
        apiVersion: firth.dev/v1alpha1
        kind: Collection
        metadata: {name: orders}
        spec:
          key: [/id]
          schema:
            type: object
            required: [id]
            properties: {id: {type: integer}, note: {type: [string, "null"]}}
            reduce: {strategy: merge}
        ---
        apiVersion: firth.dev/v1alpha1
        kind: Materialization
        metadata: {name: copy}
        spec:
          connector: {name: materialize-sqlite, config: {path: copy.db}}
          bindings:
            - {name: orders, source: {name: orders}, resource: {table: orders}}
        """
            .formatted(port()));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
