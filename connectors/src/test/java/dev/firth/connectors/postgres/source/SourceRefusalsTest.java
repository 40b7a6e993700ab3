package dev.firth.connectors.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.connectors.postgres.TestServer;
import dev.firth.protocol.ConnectorFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The words that a person reads when a capture cannot work. */
class SourceRefusalsTest {
  private final TestServer.Database database;

  SourceRefusalsTest() throws Exception {
    database = TestServer.shared().database();
    database.run("create table orders (id int primary key)");
  }

  @Test
  void databaseIsDown() {
    SourceHarness harness = new SourceHarness(database, "orders");
    harness.config().put("address", "127.0.0.1:1").put("password", "s3cret");
    assertThatThrownBy(harness::validate)
        .hasMessageStartingWith(
            "PostgreSQL at 127.0.0.1:1 (database \"%s\", user \"%s\") does not answer: "
                .formatted(
                    harness.config().path("database").asString(),
                    harness.config().path("user").asString()))
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void hostIsUnknown() {
    SourceHarness harness = new SourceHarness(database, "orders");
    harness.config().put("address", "no-such-host.invalid");
    assertThatThrownBy(harness::validate)
        .hasMessageStartingWith("PostgreSQL at no-such-host.invalid:5432 (database ")
        .hasMessageContaining(") does not answer: ");
  }

  @Test
  void databaseDoesNotExist() {
    SourceHarness harness = new SourceHarness(database, "orders");
    harness.config().put("database", "nowhere");
    assertThatThrownBy(harness::validate)
        .hasMessageContaining("(database \"nowhere\", user ")
        .hasMessageEndingWith(": there is no such database. Check /database in the config.");
  }

  @Test
  void allThatIsWrongIsSaidTogether() throws Exception {
    database.run(
        "create table kept (id int primary key)",
        "alter table kept replica identity nothing",
        "create table parts (n int) partition by range (n)",
        "create unlogged table scratch (id int primary key)",
        "create view seen as select * from orders",
        "drop role if exists reader",
        "create role reader login");
    SourceHarness harness =
        new SourceHarness(
            database,
            "order",
            "kept",
            "parts",
            "orders",
            "scratch",
            "seen",
            "pg_catalog.pg_class",
            "information_schema.sql_features");
    harness.config().put("user", "reader");
    assertThatThrownBy(harness::validate)
        .hasMessageContainingAll(
            "User \"reader\" may not replicate. Run: ALTER ROLE \"reader\" REPLICATION;",
            "Table \"public.order\" does not exist in database",
            "Did you mean \"public.orders\"?",
            "REPLICA IDENTITY is NOTHING",
            "Table public.scratch is unlogged or temporary",
            "Table public.seen is a view: capture the tables that it reads.",
            "Table pg_catalog.pg_class belongs to PostgreSQL itself (its OID is below 16384)",
            "Table information_schema.sql_features belongs to PostgreSQL itself",
            "Table public.parts is partitioned and has no primary key",
            "User \"reader\" may not read table public.orders. Run: GRANT SELECT ON");
  }

  @Test
  void configurationIsWrong() {
    SourceHarness harness = new SourceHarness(database, "orders");
    harness.config().remove("database");
    harness.config().put("address", "host:port").put("sslMode", "maybe");
    assertThatThrownBy(harness::validate)
        .hasMessageContainingAll("/database is required", "/address must be", "/sslMode must be");
  }

  @Test
  void slotIsLost() throws Exception {
    SourceHarness harness = new SourceHarness(database, "orders");
    database.run("insert into orders values (1)");
    harness.apply();
    harness.open().awaitCaughtUp().close();
    database.run(
        "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
            + " where database = current_database() and not active");
    harness.apply();
    Throwable lost = harness.open().awaitFailure();
    assertThat(lost)
        .hasMessageContainingAll(
            "is lost: it does not exist any more",
            "Give every binding of the capture another name");
    assertThat(((ConnectorFailure) lost).pauses()).isTrue();
    assertThat(((ConnectorFailure) lost).reason()).contains("SlotLost");

    harness.raiseBackfill();
    assertThat(harness.apply()).contains("created replication slot");
    try (var session = harness.open().awaitCaughtUp()) {
      session.await(() -> harness.committed().size() == 2);
    }
  }

  @Test
  void slotThatWasMadeAnewIsNoticed() throws Exception {
    SourceHarness harness = new SourceHarness(database, "orders");
    harness.apply();
    harness.open().awaitCaughtUp().close();
    String slot =
        database.ask(
            "select slot_name from pg_replication_slots where database = current_database()");
    database.run(
        "insert into orders values (7)",
        "select pg_drop_replication_slot('" + slot + "')",
        "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    assertThat(harness.open().awaitFailure()).hasMessageContaining("ahead of this capture");
  }

  @Test
  void whoStillUsesTheSlotIsEnded() throws Exception {
    SourceHarness harness = new SourceHarness(database, "orders");
    harness.apply();
    var zombie = harness.open().awaitCaughtUp();
    try (var owner = harness.open().awaitCaughtUp()) {
      assertThat(zombie.awaitFailure()).hasMessageContaining("127.0.0.1");
      database.run("insert into orders values (1)");
      owner.await(() -> harness.committed().size() == 1);
    }
  }

  @Test
  void tableIsGone() throws Exception {
    SourceHarness harness = new SourceHarness(database, "orders");
    harness.apply();
    database.run("drop table orders");
    assertThat(harness.open().awaitFailure())
        .hasMessageContaining("Table public.orders does not exist any more");
  }

  @Test
  void serverDoesNotWriteLogicalDecoding() throws Exception {
    TestServer server = TestServer.embedded(Map.of("wal_level", "replica"));
    TestServer.Database other = server.database();
    other.run("create table orders (id int primary key)");
    assertThatThrownBy(new SourceHarness(other, "orders")::validate)
        .hasMessageContaining(
            "has wal_level replica, logical is needed. Run: ALTER SYSTEM SET wal_level = logical;"
                + " and restart it.");
    server.stop();
  }

  @Test
  void serverStopsInTheMiddle() throws Exception {
    TestServer server = TestServer.embedded(Map.of("wal_level", "logical"));
    TestServer.Database other = server.database();
    other.run("create table orders (id int primary key)");
    SourceHarness harness = new SourceHarness(other, "orders");
    harness.apply();
    var session = harness.open().awaitCaughtUp();
    server.stop();
    Throwable failure = session.awaitFailure();
    assertThat(failure).hasMessageContaining("PostgreSQL at 127.0.0.1:" + server.port());
    assertThat(((ConnectorFailure) failure).pauses()).isFalse();
    assertThat(harness.open().awaitFailure()).hasMessageContaining("does not answer");
  }
}
