package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees when the database of a capture is not as it should be. */
class PostgresStoryTest {
  private static final String PASSWORD = "hunter-2-shop";
  private static final String WRONG = "hunter-3-shop";

  @TempDir Path folder;

  @Test
  void aWrongPassword() throws Exception {
    try (var server = start("logical")) {
      int port = server.getPort();
      sql(
          port,
          "create role shop superuser login password '" + PASSWORD + "'",
          "create table orders (id int primary key, note text)");
      var flow = flow(port);
      password(WRONG);

      var refused = flow.firth("check", ".");

      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.out())
          .contains(
              "Capture shop: connector: PostgreSQL at 127.0.0.1:" + port,
              "refused the user: password authentication failed for user \"shop\"",
              "Check user and password, and pg_hba.conf.")
          .doesNotContain(WRONG);
      assertThat(refused.err()).isEmpty();

      password(PASSWORD);
      var well = flow.firth("check", ".");
      assertThat(well.exit()).as(well.all()).isZero();
    }
  }

  @Test
  void walLevelIsNotLogical() throws Exception {
    try (var server = start("replica")) {
      sql(server.getPort(), "create table orders (id int primary key, note text)");
      sql(server.getPort(), "create role shop superuser login password '" + PASSWORD + "'");
      password(PASSWORD);

      var check = flow(server.getPort()).firth("check", ".");

      assertThat(check.exit()).isEqualTo(1);
      assertThat(check.out())
          .contains(
              "has wal_level replica, logical is needed. Run: ALTER SYSTEM SET wal_level ="
                  + " logical; and restart it.")
          .doesNotContain(PASSWORD);
    }
  }

  /** A server whose role shop needs its password. */
  private EmbeddedPostgres start(String walLevel) throws IOException {
    var hba = folder.resolve("pg_hba.conf");
    Files.writeString(
        hba,
        """
        host all postgres 127.0.0.1/32 trust
        host all postgres ::1/128 trust
        host all,replication shop 127.0.0.1/32 scram-sha-256
        """);
    return EmbeddedPostgres.builder()
        .setServerConfig("wal_level", walLevel)
        .setServerConfig("fsync", "off")
        .setServerConfig("hba_file", hba.toString())
        .start();
  }

  private static void sql(int port, String... statements) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
        var statement = connection.createStatement()) {
      for (var one : statements) {
        statement.execute(one);
      }
    }
  }

  private Quickstart flow(int port) throws IOException {
    var flow = new Quickstart(folder);
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
            .formatted(port));
    return flow;
  }

  private void password(String value) throws IOException {
    Files.writeString(folder.resolve(".env"), "shop.password=" + value + "\n");
  }
}
