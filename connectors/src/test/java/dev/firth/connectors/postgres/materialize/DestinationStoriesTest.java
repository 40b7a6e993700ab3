package dev.firth.connectors.postgres.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.connectors.postgres.ShortName;
import dev.firth.connectors.postgres.TestServer;
import dev.firth.protocol.fixture.Rows;
import dev.firth.protocol.message.Constraint;
import dev.firth.protocol.sdk.Transactions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a destination holds after transactions, zombies and changes of its schema. */
class DestinationStoriesTest {
  private static final JsonNode ORDERS =
      json(
          """
          {"required": ["id"], "properties": {"id": {"type": "integer"},
            "note": {"type": ["string", "null"]}, "total": {"type": "number"},
            "tags": {"type": "array"}}}""");

  private final TestServer.Database database;
  private final DestinationHarness harness;

  DestinationStoriesTest() throws Exception {
    database = TestServer.shared().database();
    harness = new DestinationHarness(database, ORDERS, "id");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private String table() throws Exception {
    return database.ask(
        "select string_agg(concat_ws(' ', id, coalesce(note, '-'), total, tags), ', ' order by id)"
            + " from orders");
  }

  @Test
  void tablesAreMadeOnceAndMarked() throws Exception {
    assertThat(harness.apply()).isEqualTo("created table public.orders");
    assertThat(harness.apply()).isEmpty();
    assertThat(
            database.ask(
                "select string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod),"
                    + " attnotnull), ', ' order by attnum) from pg_attribute"
                    + " where attrelid = 'orders'::regclass and attnum > 0"))
        .isEqualTo("id bigint t, note text f, tags jsonb f, total numeric f, flow_document json t");
    assertThat(database.ask("select obj_description('orders'::regclass)"))
        .contains("7c0ffee1dead", "warehouse");
  }

  @Test
  void rowsAreAddedReplacedLoadedAndExact() throws Exception {
    harness.apply();
    String first =
        "{\"id\":1,\"note\":\"a \\\"q\\\" \\\\ , {} NULL \\n é \\ud83d\\ude00\",\"total\":12345678901234567890.10,\"tags\":[1,\"x\\\"y\"]}";
    try (var transactions = harness.open()) {
      assertThat(transactions.opened().checkpoint()).isEmpty();
      harness.commit(transactions, "{\"cut\":1}", harness.rows(first, "{\"id\":2,\"note\":null}"));
      harness.commit(transactions, "{\"cut\":2}", harness.rows("{\"id\":2,\"note\":\"NULL\"}"));
      assertThat(Rows.load(transactions, "[1]", "[3]")).containsExactly(first);
    }
    assertThat(table())
        .isEqualTo(
            "1 a \"q\" \\ , {} NULL \n é 😀 12345678901234567890.10 [1, \"x\\\"y\"], 2 NULL");
    try (var transactions = harness.open()) {
      assertThat(transactions.opened().checkpoint().orElseThrow().toString())
          .isEqualTo("{\"cut\":2}");
    }
  }

  @Test
  void deletesStayUnlessHard() throws Exception {
    harness.apply();
    try (var transactions = harness.open()) {
      harness.commit(transactions, "{}", harness.rows("{\"id\":1,\"note\":\"a\"}"));
      harness.commit(
          transactions, "{}", harness.rows("{\"id\":1,\"note\":\"gone\",\"_delete\":true}"));
    }
    assertThat(table()).isEqualTo("1 gone");
    harness.config().put("hardDelete", true);
    try (var transactions = harness.open()) {
      harness.commit(transactions, "{}", harness.rows("{\"id\":1,\"_delete\":true}", "{\"id\":2}"));
    }
    assertThat(table()).isEqualTo("2 -");
  }

  @Test
  void sessionThatWasReplacedCommitsNothing() throws Exception {
    harness.apply();
    var zombie = harness.open();
    zombie.store(harness.rows("{\"id\":1}"));
    try (var owner = harness.open()) {
      assertThatThrownBy(() -> harness.commit(zombie, "{\"cut\":9}", harness.rows("{\"id\":2}")))
          .isInstanceOf(RuntimeException.class);
      harness.commit(owner, "{\"cut\":1}", harness.rows("{\"id\":3}"));
    }
    assertThat(table()).isEqualTo("3 -");
  }

  @Test
  void tasksOfLongNamesOrOtherNamespacesDoNotMeet() throws Exception {
    Map<String, Transactions> sessions = new LinkedHashMap<>();
    String name = "a-name-that-is-as-long-as-a-name-of-a-task-can-ever-be-";
    for (String task : List.of(name + "1", name + "2", "acme/" + name + "1", "acme/warehouse")) {
      harness.task(task, "t_" + ShortName.hash(task));
      harness.apply();
      var transactions = harness.open();
      sessions.put(task, transactions);
    }
    for (String task : sessions.keySet()) {
      harness.task(task, "t_" + ShortName.hash(task));
      harness.commit(sessions.get(task), "{}", harness.rows("{\"id\":1}"));
    }
    harness.task("warehouse", "t_" + ShortName.hash("acme/warehouse"));
    assertThatThrownBy(harness::apply)
        .hasMessageContaining("was filled by Materialization acme/warehouse");
    for (Transactions transactions : sessions.values()) {
      transactions.close();
    }
  }

  @Test
  void columnsAreAddedAndNeverDropped() throws Exception {
    harness.apply();
    harness.schema(
        json(
            """
            {"required": [], "properties": {"id": {"type": "integer"},
              "note": {"type": "integer"}, "total": {"type": "integer"},
              "when": {"type": "string", "format": "date-time"}}}"""));
    assertThat(harness.constraint("total").type()).isEqualTo(Constraint.Type.LOCATION_RECOMMENDED);
    assertThat(harness.constraint("note").type()).isEqualTo(Constraint.Type.LOCATION_RECOMMENDED);
    assertThat(harness.apply()).isEqualTo("altered table public.orders");
    try (var transactions = harness.open()) {
      harness.commit(
          transactions,
          "{}",
          harness.rows("{\"id\":1,\"note\":7,\"total\":5.0,\"when\":\"2026-01-02T03:04:05.5Z\"}"));
    }
    assertThat(database.ask("select concat_ws(' ', note, total, tags, \"when\") from orders"))
        .isEqualTo("7 5.0 2026-01-02 03:04:05.5+00");
  }

  @Test
  void columnsAreWidenedWithTheirValues() throws Exception {
    harness.schema(
        json(
            """
            {"properties": {"id": {"type": "integer"}, "note": {"type": "integer"},
              "total": {"type": "integer"}, "tags": {"type": "string"},
              "when": {"type": "string", "format": "date-time"}}}"""));
    harness.apply();
    try (var transactions = harness.open()) {
      harness.commit(
          transactions,
          "{}",
          harness.rows(
              "{\"id\":1,\"note\":7,\"total\":5,\"tags\":\"a\",\"when\":\"2026-01-02T03:04:05.5Z\"}"));
    }
    harness.schema(
        json(
            """
            {"properties": {"id": {"type": "integer"}, "note": {"type": ["integer", "string"]},
              "total": {"type": "number"}, "tags": {"type": ["boolean", "string"]},
              "when": {"type": "string"}}}"""));
    assertThat(harness.constraint("total").type()).isEqualTo(Constraint.Type.LOCATION_RECOMMENDED);
    assertThat(harness.constraint("note").type()).isEqualTo(Constraint.Type.FIELD_OPTIONAL);
    assertThat(harness.apply()).isEqualTo("altered table public.orders");
    assertThat(harness.apply()).isEmpty();
    assertThat(database.ask("select concat_ws(' ', note, total, tags, \"when\") from orders"))
        .isEqualTo("7 5 a 2026-01-02T03:04:05.500000Z");
    assertThat(database.ask("select concat_ws(' ', pg_typeof(note), pg_typeof(total)) from orders"))
        .isEqualTo("jsonb numeric");
  }

  @Test
  void incompatibleColumnNeedsBackfill() throws Exception {
    harness.apply();
    harness.schema(
        json(
            "{\"properties\": {\"id\": {\"type\": \"string\"}, \"tags\": {\"type\": \"boolean\"}}}"));
    assertThat(harness.constraint("tags"))
        .isEqualTo(
            Constraint.of(
                Constraint.Type.INCOMPATIBLE,
                "the column \"tags\" is jsonb, but the collection's schema now needs boolean"));
    harness.raiseBackfill();
    assertThat(harness.constraint("tags").type()).isEqualTo(Constraint.Type.LOCATION_RECOMMENDED);
    assertThat(harness.apply()).isEqualTo("made table public.orders anew");
    assertThat(harness.apply()).isEmpty();
  }

  @Test
  void tableThatWasDroppedIsNotMadeEmpty() throws Exception {
    harness.apply();
    database.run("drop table orders");
    assertThatThrownBy(harness::apply)
        .hasMessage(
            "table public.orders does not exist any more, although this task has filled it. Put it"
                + " back, or give its binding another name to fill it from the start.");
    harness.raiseBackfill();
    assertThat(harness.apply()).isEqualTo("created table public.orders");
  }

  @Test
  void tableOfAnotherIsRefused() throws Exception {
    harness.apply();
    harness.store("0ther5t0re");
    assertThatThrownBy(harness::apply)
        .hasMessage(
            "table public.orders was filled by another Firth (store 7c0ffee1..). Use another table,"
                + " or --take-over to empty and refill it.");
    assertThatThrownBy(harness::open).hasMessageContaining("another Firth");
    assertThat(harness.apply(true)).isEqualTo("made table public.orders anew");
    database.run(
        "comment on table orders is null",
        "insert into orders (id, flow_document) values (1, '{}')");
    assertThatThrownBy(harness::apply).hasMessageContaining("rows that Firth did not write");
  }

  @Test
  void nulIsRefusedOrStripped() throws Exception {
    harness.apply();
    try (var transactions = harness.open()) {
      assertThatThrownBy(
              () ->
                  transactions.store(
                      harness.rows("{\"id\":1}", "{\"id\":42,\"note\":\"a\\u0000b\"}")))
          .hasMessage(
              "orders key [42]: /note holds U+0000, which PostgreSQL cannot store. Set /nul to Strip"
                  + " in the config, or fix the source.");
    }
    harness.config().put("nul", "Strip");
    try (var transactions = harness.open()) {
      harness.commit(
          transactions,
          "{}",
          harness.rows("{\"id\":1,\"note\":\"a\\u0000b\",\"tags\":[\"x\\u0000\\\\u0000\"]}"));
    }
    assertThat(table()).isEqualTo("1 ab [\"x\\\\u0000\"]");
  }

  @Test
  void changesAreAddedWithDeltaUpdates() throws Exception {
    harness.resource().put("deltaUpdates", true);
    harness.apply();
    try (var transactions = harness.open()) {
      harness.commit(transactions, "{}", harness.rows("{\"id\":1,\"note\":\"a\"}"));
      harness.commit(transactions, "{}", harness.rows("{\"id\":1,\"note\":\"b\"}"));
    }
    assertThat(table()).isEqualTo("1 a, 1 b");
    harness.config().put("hardDelete", true);
    assertThatThrownBy(() -> harness.constraint("id")).hasMessageContaining("cannot delete");
  }

  @Test
  void valueThatTheColumnRefusesIsNamed() throws Exception {
    harness.fieldConfig().put("total", json("{\"ddl\": \"numeric(4,2)\"}"));
    harness.apply();
    try (var transactions = harness.open()) {
      assertThatThrownBy(
              () -> harness.commit(transactions, "{}", harness.rows("{\"id\":1,\"total\":1000}")))
          .hasMessageContainingAll("table public.orders refuses a row", "numeric field overflow");
    }
  }

  @Test
  void wordsForAPersonWhenTheServerIsNotThere() {
    harness.config().put("password", "s3cret").put("address", "127.0.0.1:1");
    assertThatThrownBy(harness::apply)
        .hasMessageStartingWith("PostgreSQL at 127.0.0.1:1 (database ")
        .hasMessageContaining(") does not answer: ")
        .satisfies(
            e -> assertThat(List.of(String.valueOf(e))).noneMatch(s -> s.contains("s3cret")));
  }
}
