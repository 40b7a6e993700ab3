package dev.firth.connectors.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firth.connectors.postgres.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a capture says of a table that is written to. */
class SourceStoriesTest {
  private final TestServer.Database database;

  SourceStoriesTest() throws Exception {
    database = TestServer.shared().database();
  }

  /** Operation and columns of each document; without {@code _meta}. */
  private static List<String> rows(SourceHarness harness, int binding) {
    return harness.documents(binding).stream().map(SourceStoriesTest::row).toList();
  }

  private static String row(JsonNode document) {
    StringBuilder text = new StringBuilder(document.at("/_meta/op").asString());
    for (var member : document.properties()) {
      if (!member.getKey().equals("_meta")) {
        text.append(' ').append(member.getKey()).append('=').append(member.getValue());
      }
    }
    return text.toString();
  }

  @Test
  void rowsThatAreThereThenChanges() throws Exception {
    database.run(
        "create table orders (id int primary key, note text)",
        "insert into orders values (1, 'one'), (2, null)");
    SourceHarness harness = new SourceHarness(database, "orders");
    assertThat(harness.apply()).contains("created publication", "created replication slot");
    assertThat(harness.apply()).isEmpty();
    try (var session = harness.open().awaitCaughtUp()) {
      database.run(
          "insert into orders values (3, 'three')",
          "update orders set note = 'zwei' where id = 2",
          "delete from orders where id = 1",
          "update orders set id = 30 where id = 3");
      session.await(() -> harness.committed().size() == 7);
    }
    assertThat(rows(harness, 0))
        .containsExactly(
            "c id=1 note=\"one\"",
            "c id=2 note=null",
            "c id=3 note=\"three\"",
            "u id=2 note=\"zwei\"",
            "d id=1",
            "d id=3",
            "c id=30 note=\"three\"");
    assertThat(harness.documents(0).getFirst().at("/_meta/source/snapshot").asBoolean()).isTrue();
    assertThat(harness.documents(0).getLast().at("/_meta/source/loc/2").asInt()).isEqualTo(1);
  }

  @Test
  void outOfLineValuesThatDidNotChangeAreAbsentOrKnown() throws Exception {
    database.run(
        "create table t (id int primary key, big text, n int)",
        "alter table t alter column big set storage external",
        "create table f (id int primary key, big text, n int)",
        "alter table f alter column big set storage external",
        "alter table f replica identity full",
        "insert into t values (1, repeat('x', 5000), 1)",
        "insert into f values (1, repeat('x', 5000), 1)");
    SourceHarness harness = new SourceHarness(database, "t", "f");
    harness.apply();
    try (var session = harness.open().awaitCaughtUp()) {
      database.run(
          "update t set n = 2",
          "update t set id = 2",
          "update f set n = 2",
          "update f set id = 2",
          "delete from f");
      session.await(() -> harness.documents(1).size() == 5);
    }
    JsonNode unchanged = harness.documents(0).get(1);
    assertThat(unchanged.has("big")).isFalse();
    assertThat(unchanged.at("/_meta/source/unchanged").toString()).isEqualTo("[\"big\"]");
    assertThat(unchanged.at("/_meta").has("before")).isFalse();
    assertThat(harness.documents(0).get(2).toString())
        .startsWith("{\"id\":1,\"_meta\":{\"op\":\"d\"");
    JsonNode moved = harness.documents(0).get(3);
    assertThat(moved.path("id").asInt()).isEqualTo(2);
    assertThat(moved.path("big").asString()).hasSize(5000);

    List<JsonNode> full = harness.documents(1);
    assertThat(full.get(1).path("big").asString()).hasSize(5000);
    assertThat(full.get(1).at("/_meta/before/n").asInt()).isEqualTo(1);
    assertThat(full.get(3).path("big").asString()).hasSize(5000);
    assertThat(full.get(4).at("/_meta/op").asString()).isEqualTo("d");
    assertThat(full.get(4).path("n").asInt()).isEqualTo(2);
    assertThat(full.get(4).at("/_meta/before/n").asInt()).isEqualTo(2);
  }

  /** Longer keys than an index takes are none; these are out of line in the table alone. */
  @Test
  void keysThatAreStoredOutOfLineAreWhole() throws Exception {
    String columns = " (k text, id int, n int, primary key (k, id))";
    database.run(
        "create table t" + columns,
        "alter table t alter column k set storage external",
        "create table i" + columns,
        "alter table i alter column k set storage external",
        "create unique index i_identity on i (id, k)",
        "alter table i replica identity using index i_identity",
        "insert into t values (repeat('k', 2400), 1, 1)",
        "insert into i values (repeat('k', 2400), 1, 1)");
    assertThat(
            database.ask(
                "select pg_relation_size(reltoastrelid) > 0 from pg_class where relname = 't'"))
        .isEqualTo("t");
    SourceHarness harness = new SourceHarness(database, "t", "i");
    harness.apply();
    try (var session = harness.open().awaitCaughtUp()) {
      for (String table : List.of("t", "i")) {
        database.run(
            "update " + table + " set n = 2",
            "update " + table + " set id = 2",
            "delete from " + table);
      }
      session.await(() -> harness.documents(1).size() == 5);
    }
    for (int binding = 0; binding < 2; binding++) {
      assertThat(harness.documents(binding).stream().map(d -> d.path("k").asString().length()))
          .containsExactly(2400, 2400, 2400, 2400, 2400);
      assertThat(
              harness.documents(binding).stream()
                  .map(d -> d.at("/_meta/op").asString() + d.path("id").asInt()))
          .containsExactly("c1", "u1", "d1", "c2", "d2");
    }
  }

  @Test
  void columnThatComesInMidBackfillIsReadFromThenOn() throws Exception {
    database.run(
        "create table t (id int primary key, a text)",
        "insert into t select n, repeat('x', 1000) from generate_series(1, 60000) n");
    SourceHarness harness = new SourceHarness(database, "t");
    harness.apply();
    try (var session = harness.open()) {
      session.await(() -> !harness.committed().isEmpty());
      session.hold(true);
      database.run(
          "create type mood as enum ('sad', 'glad')",
          "alter table t add column m mood not null default 'glad'");
      session.hold(false);
      session.awaitCaughtUp();
    }
    List<JsonNode> documents = harness.documents(0);
    assertThat(documents).hasSize(60_000);
    assertThat(documents.getFirst().has("m")).isFalse();
    assertThat(documents.getLast().path("m").asString()).isEqualTo("glad");
  }

  @Test
  void truncateLeavesWhatWasCaptured() throws Exception {
    database.run("create table t (id int primary key)", "insert into t values (1)");
    SourceHarness harness = new SourceHarness(database, "t");
    harness.apply();
    try (var session = harness.open().awaitCaughtUp()) {
      database.run("truncate t", "insert into t values (2)");
      session.await(() -> harness.committed().size() == 2);
    }
    assertThat(rows(harness, 0)).containsExactly("c id=1", "c id=2");
  }

  @Test
  void tableWithoutKeyThatIsRewrittenInMidBackfillPauses() throws Exception {
    database.run(
        "create table h (n int, a text)",
        "insert into h select n, repeat('x', 1000) from generate_series(1, 60000) n");
    SourceHarness harness = new SourceHarness(database, "h");
    harness.apply();
    try (var session = harness.open()) {
      session.await(() -> !harness.committed().isEmpty());
    }
    assertThat(harness.state().at("/bindings/h").has("snapshot")).isTrue();
    database.run("vacuum full h");
    Throwable failure = harness.open().awaitFailure();
    assertThat(failure)
        .hasMessageStartingWith("Table public.h, which has no primary key, was rewritten");
    assertThat(((dev.firth.protocol.ConnectorFailure) failure).pauses()).isTrue();
  }

  @Test
  void columnsComeGoAndChangeInMidStream() throws Exception {
    database.run("create table t (id int primary key, a text, b int)");
    SourceHarness harness = new SourceHarness(database, "t");
    harness.apply();
    try (var session = harness.open().awaitCaughtUp()) {
      database.run(
          "insert into t values (1, 'x', 1)",
          "alter table t add column c date default '2026-01-01'",
          "insert into t values (2, 'y', 2)",
          "alter table t drop column a",
          "insert into t values (3, 3)",
          "alter table t alter column b type text using b::text",
          "create type mood as enum ('sad', 'glad')",
          "alter table t add column d mood[]",
          "insert into t values (4, 'four', null, '{glad,sad}')");
      session.await(() -> harness.committed().size() == 4);
    }
    assertThat(rows(harness, 0))
        .containsExactly(
            "c id=1 a=\"x\" b=1",
            "c id=2 a=\"y\" b=2 c=\"2026-01-01\"",
            "c id=3 b=3 c=\"2026-01-01\"",
            "c id=4 b=\"four\" c=null d=[\"glad\",\"sad\"]");
  }

  @Test
  void tableWithoutKeyIsAppendedOnce() throws Exception {
    database.run(
        "create table h (n int)",
        "insert into h select generate_series(1, 1000)",
        "create table e (n int)",
        "alter table e replica identity full",
        "insert into e values (1)");
    SourceHarness harness = new SourceHarness(database, "h", "e");
    assertThat(harness.apply()).contains("_insert");
    try (var session = harness.open().awaitCaughtUp()) {
      database.run(
          "insert into h values (1001)",
          "update h set n = 0 where n = 1",
          "delete from h where n = 2");
      database.run("update e set n = 2", "delete from e");
      session.await(() -> harness.documents(0).size() == 1001 && harness.documents(1).size() == 3);
    }
    assertThat(harness.documents(0).stream().map(d -> d.at("/_meta/source/loc").toString()))
        .doesNotHaveDuplicates();
    assertThat(harness.documents(0).getFirst().at("/_meta/source/loc").toString())
        .isEqualTo("[0,0,1]");
    assertThat(harness.documents(0).getFirst().at("/_meta/source/snapshot").asString())
        .contains(":");
    assertThat(rows(harness, 1)).containsExactly("c n=1", "u n=2", "d n=2");
    try (var session = harness.open().awaitCaughtUp()) {
      database.run("insert into h values (1002)");
      session.await(() -> harness.documents(0).size() == 1002);
    }
  }

  @Test
  void keysAreWalkedByBytes() throws Exception {
    database.run(
        "create table t (a text, b int, c text generated always as (a || b) stored, primary key (a, b))",
        "insert into t select v, n from unnest(array['a', 'B', 'ä', 'é''\"', '', 'Z', 'tab\t\\']) v,"
            + " generate_series(1, 300) n");
    SourceHarness harness = new SourceHarness(database, "t");
    harness.apply();
    try (var session = harness.open()) {
      session.awaitCaughtUp();
    }
    List<JsonNode> documents = harness.documents(0);
    assertThat(documents).hasSize(2100);
    assertThat(documents.stream().map(d -> d.path("a") + "/" + d.path("b")).distinct())
        .hasSize(2100);
    assertThat(documents.getFirst().path("a").asString()).isEmpty();
    assertThat(documents.getLast().path("a").asString()).isEqualTo("é'\"");
    assertThat(documents.getFirst().has("c")).isFalse();
  }

  @Test
  void serverIsPatientWhileNobodyTakesDocuments() throws Exception {
    database.run("create table t (id int primary key)");
    database.run("alter system set wal_sender_timeout = '3s'", "select pg_reload_conf()");
    SourceHarness harness = new SourceHarness(database, "t");
    harness.apply();
    try (var session = harness.open().awaitCaughtUp()) {
      session.hold(true);
      database.run("insert into t select generate_series(1, 200000)");
      session.goesOnFor(Duration.ofSeconds(8));
      session.hold(false);
      session.await(() -> harness.committed().size() == 200_000);
    } finally {
      database.run("alter system reset wal_sender_timeout", "select pg_reload_conf()");
    }
  }

  @Test
  void slotIsAcknowledgedAfterTheCommitAlone() throws Exception {
    database.run("create table t (id int primary key)");
    SourceHarness harness = new SourceHarness(database, "t");
    harness.apply();
    String slot =
        "select confirmed_flush_lsn from pg_replication_slots where database = current_database()";
    try (var session = harness.open().awaitCaughtUp()) {
      database.run("insert into t values (1)");
      session.await(() -> harness.committed().size() == 1);
      String lsn = harness.state().path("lsn").asString();
      // the server tells nobody when a slot has moved
      await().atMost(Duration.ofMinutes(1)).until(() -> lsn.equals(database.ask(slot)));
    }
  }
}
