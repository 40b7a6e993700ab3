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
  void wrongPasswordThenDownInTheMiddleThenWithoutItsSlot() throws Exception {
    var server = start("logical", 0);
    int port = server.getPort();
    sql(
        port,
        "create role shop login replication password '" + PASSWORD + "'",
        "grant create on database postgres to shop",
        "create table orders (id int primary key, note text)",
        "alter table orders owner to shop",
        "insert into orders values (1, 'one')");
    var flow = flow(port);

    password(WRONG);
    var refused = flow.firth("check", ".");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out())
        .contains(
            "Capture shop: connector: PostgreSQL at 127.0.0.1:" + port,
            "refused the user: password authentication failed for user \"shop\"",
            "Check user and password, and pg_hba.conf.");
    assertThat(refused.err()).isEmpty();
    assertSilent(flow, refused.all());

    password(PASSWORD);
    try (var up = flow.up()) {
      awaitOrders(1);
      server.close();
      up.awaitOut("Capture shop: Backoff: PostgreSQL at 127.0.0.1:" + port);
      var status = flow.firth("status");
      assertThat(status.exit()).as("it is tried again: nobody must act in Firth").isZero();
      assertThat(status.out()).contains("Capture shop", "PostgreSQL at 127.0.0.1:" + port);

      server = start("logical", port);
      sql(port, "insert into orders values (2, 'two')");
      awaitOrders(2);
      assertThat(up.terminateExit()).isZero();
      assertSilent(flow, up.out());
    }

    sql(port, "select pg_drop_replication_slot(slot_name) from pg_replication_slots");
    var lost = flow.upOnce();
    assertThat(lost.exit()).isEqualTo(1);
    assertThat(lost.out())
        .containsPattern("Capture shop: .*Replication slot \".*\" is lost: ")
        .contains(
            "Give every binding of the capture another name: their tables are read again (rows"
                + " deleted meanwhile stay).");

    sql(port, "insert into orders values (3, 'three')");
    Files.writeString(
        flow.flow(), Files.readString(flow.flow()).replace("name: first", "name: again"));
    var again = flow.upOnce();
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(orders()).isEqualTo(3);
    assertSilent(flow, lost.all() + again.all());
    server.close();
  }

  @Test
  void walLevelIsNotLogical() throws Exception {
    try (var server = start("replica", 0)) {
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

  /** A server whose role shop needs its password, and whose data stays when it is started again. */
  private EmbeddedPostgres start(String walLevel, int port) throws IOException {
    var hba = folder.resolve("pg_hba.conf");
    Files.writeString(
        hba,
        """
        host all postgres 127.0.0.1/32 trust
        host all postgres ::1/128 trust
        host all,replication shop 127.0.0.1/32 scram-sha-256
        """);
    var builder =
        EmbeddedPostgres.builder()
            .setServerConfig("wal_level", walLevel)
            .setServerConfig("fsync", "off")
            .setServerConfig("hba_file", hba.toString())
            .setDataDirectory(Files.createDirectories(folder.resolve("pgdata-" + walLevel)))
            .setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
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

  private int orders() throws SQLException {
    var file = folder.resolve("copy.db");
    if (!Files.exists(file)) {
      return 0;
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      try (var table =
          statement.executeQuery("SELECT count(*) FROM sqlite_master WHERE name = 'orders'")) {
        if (table.getInt(1) == 0) {
          return 0;
        }
      }
      try (var rows = statement.executeQuery("SELECT count(*) FROM orders")) {
        return rows.getInt(1);
      }
    }
  }

  private void awaitOrders(int count) throws InterruptedException {
    Eventually.holds(() -> orders() == count, () -> count + " orders arrive");
  }

  private static void assertSilent(Quickstart flow, String printed) throws IOException {
    assertThat(printed).doesNotContain(PASSWORD, WRONG);
    if (Files.exists(flow.state())) {
      assertThat(flow.stateHolding(PASSWORD)).isEmpty();
      assertThat(flow.stateHolding(WRONG)).isEmpty();
    }
  }
}
