package dev.firth.connectors.postgres.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.connectors.postgres.TestServer;
import dev.firth.protocol.fixture.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Keys that are two for the collection and one for the column. */
class EqualKeysTest {
  private static final String NUMBER = "\"type\": \"string\", \"format\": \"number\"";

  private final TestServer.Database database;

  EqualKeysTest() throws Exception {
    database = TestServer.shared().database();
  }

  private DestinationHarness prices(String idSchema) {
    var schema =
        "{\"required\": [\"id\"], \"properties\": {\"id\": {%s}, \"note\": {\"type\": \"string\"}}}"
            .formatted(idSchema);
    return new DestinationHarness(database, JsonMapper.shared().readTree(schema), "id");
  }

  private static String row(String id, String note) {
    return "{\"id\":%s,\"note\":\"%s\"}".formatted(id, note);
  }

  /** What source-postgres makes of a deletion: the row's last values, or no more than its key. */
  private static String gone(String id) {
    return "{\"id\":%s,\"note\":\"gone\",\"_delete\":true}".formatted(id);
  }

  private static List<String> others(int count) {
    return IntStream.range(0, count).mapToObj(i -> row("\"" + (2 + i) + "\"", "other")).toList();
  }

  /** More rows come than go out at once, between the two and after them. */
  @ParameterizedTest
  @CsvSource({
    "1.0,1.00,0,0",
    "1.0,1.00,6000,0",
    "1.0,1.00,0,6000",
    "1.00,1.0,0,0",
    "1.00,1.0,6000,0",
    "1.00,1.0,0,6000"
  })
  void aKeyThatIsWrittenOtherwiseInTheTransactionThatDeletesItStays(
      String from, String to, int between, int after) throws Exception {
    for (boolean hard : List.of(true, false)) {
      database.run("drop table if exists orders");
      DestinationHarness prices = prices(NUMBER);
      prices.task(hard ? "hard" : "soft", "orders");
      prices.config().put("hardDelete", hard);
      prices.apply();
      String here = row("\"" + to + "\"", "new");
      String gone = gone("\"" + from + "\"");
      List<String> rows = new ArrayList<>();
      rows.add(from.compareTo(to) < 0 ? gone : here);
      rows.addAll(others(between));
      rows.add(from.compareTo(to) < 0 ? here : gone);
      rows.addAll(others(after));
      try (var transactions = prices.open()) {
        prices.commit(transactions, "{}", prices.rows(row("\"" + from + "\"", "old")));
        prices.commit(transactions, "{}", prices.rows(rows.toArray(String[]::new)));
      }
      assertThat(database.ask("select id || ' ' || note from orders where id = 1"))
          .isEqualTo(to + " new");
      assertThat(database.ask("select count(*) from orders"))
          .isEqualTo(Integer.toString(Math.max(between, after) + 1));
    }
  }

  /** In each line, one key as it was and as it is, in the order in which they come. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"type\": \"string\", \"format\": \"number\" | | \"1e0\" | \"1\"",
        "\"type\": \"string\", \"format\": \"number\" | | \"-0\" | \"0.0\"",
        "\"type\": \"string\", \"format\": \"number\" | numeric(6,2) | \"1.001\" | \"1.002\"",
        "\"type\": \"string\", \"format\": \"number\" | double precision | \"-0.0\" | \"0\"",
        "\"type\": \"string\", \"format\": \"integer\" | | \"007\" | \"7\"",
        "\"type\": [\"integer\", \"string\"], \"format\": \"integer\" | | 7 | \"7\"",
        "\"type\": \"string\", \"format\": \"date-time\" | | \"2026-01-01T00:00:00Z\" | \"2026-01-01T01:00:00+01:00\"",
        "\"type\": \"string\", \"format\": \"date-time\" | timestamptz(0) | \"2026-01-01T00:00:00.1Z\" | \"2026-01-01T00:00:00.2Z\"",
        "\"type\": \"string\", \"format\": \"uuid\" | | \"7C0FFEE1-0000-4000-8000-000000000000\" | \"7c0ffee1-0000-4000-8000-000000000000\"",
        "\"type\": \"string\", \"contentEncoding\": \"base64\" | | \"TQ\" | \"TQ==\"",
        "\"type\": \"string\", \"x-sql-type\": \"inet\" | | \"10.0.0.1\" | \"10.0.0.1/32\"",
        "\"type\": \"string\", \"x-sql-type\": \"interval\" | | \"1 day\" | \"24 hours\"",
        "\"type\": \"string\" | character(4) | \"a\" | \"a \"",
        "\"type\": [\"boolean\", \"string\"] | boolean | true | \"yes\""
      })
  void spellingsOfOneValueAreOneRow(String schema, String ddl, String from, String to)
      throws Exception {
    for (boolean hard : List.of(true, false)) {
      for (boolean turned : List.of(true, false)) {
        database.run("drop table if exists orders");
        DestinationHarness prices = prices(schema);
        prices.task("%s%s".formatted(hard, turned), "orders");
        if (ddl != null) {
          var config = JsonMapper.shared().createObjectNode().put("ddl", ddl);
          prices.fieldConfig().put("id", config);
        }
        prices.config().put("hardDelete", hard);
        prices.apply();
        try (var transactions = prices.open()) {
          prices.commit(transactions, "{}", prices.rows(row(from, "old")));
          assertThat(Rows.load(transactions, "[" + to + "]")).hasSize(1);
          prices.commit(
              transactions,
              "{}",
              turned
                  ? prices.rows(row(to, "new"), gone(from))
                  : prices.rows(gone(from), row(to, "new")));
          assertThat(database.ask("select string_agg(note, ',') from orders")).isEqualTo("new");
          prices.commit(transactions, "{}", prices.rows(row(from, "a"), row(to, "b")));
          assertThat(database.ask("select string_agg(note, ',') from orders")).isEqualTo("b");
          prices.commit(transactions, "{}", prices.rows(gone(from), gone(to)));
          assertThat(database.ask("select count(*) from orders")).isEqualTo(hard ? "0" : "1");
        }
      }
    }
  }

  @Test
  void whatOnlyTheCollationHoldsEqualPausesTheTask() throws Exception {
    database.run(
        "create collation caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    DestinationHarness prices = prices("\"type\": \"string\"");
    prices
        .fieldConfig()
        .put("id", JsonMapper.shared().createObjectNode().put("ddl", "text collate \"caseless\""));
    prices.apply();
    try (var transactions = prices.open()) {
      assertThatThrownBy(
              () ->
                  prices.commit(
                      transactions, "{}", prices.rows(row("\"a\"", "1"), row("\"A\"", "2"))))
          .hasMessage(
              "table public.orders: two keys of one transaction differ, but are equal for the key's"
                  + " columns (id). Give these columns a type or collation that tells them apart, in"
                  + " another table under another binding name.");
    }
  }
}
