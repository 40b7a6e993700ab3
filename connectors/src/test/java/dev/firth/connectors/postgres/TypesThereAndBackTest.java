package dev.firth.connectors.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.connectors.postgres.materialize.DestinationHarness;
import dev.firth.connectors.postgres.source.SourceRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every type of the table in the connector's documentation: what becomes of a value in JSON and in
 * the discovered schema, by backfill and by stream alike, and that the copy has the source's type
 * and value.
 */
class TypesThereAndBackTest {

  /**
   * @param json the document's value, quotes as apostrophes
   * @param schema of the column, quotes as apostrophes; empty where another case has it
   */
  private record Case(String type, String literal, String json, String schema) {
    static Case of(String line) {
      List<String> cells =
          Pattern.compile("|", Pattern.LITERAL).splitAsStream(line).map(String::strip).toList();
      return new Case(
          cells.get(0), cells.get(1), cells.get(2), cells.size() > 3 ? cells.get(3) : "");
    }
  }

  /** The cases of {@code types.txt}. */
  private static List<Case> cases() throws IOException {
    try (var file = TypesThereAndBackTest.class.getResourceAsStream("types.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Case::of)
          .toList();
    }
  }

  @Test
  void valuesAndTypesSurvive() throws Exception {
    List<Case> cases = cases();
    TestServer.Database source = TestServer.shared().database();
    TestServer.Database copy = TestServer.shared().database();
    List<String> columns = new ArrayList<>();
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      columns.add("c%02d %s".formatted(i, cases.get(i).type()));
      literals.add(cases.get(i).literal());
    }
    source.run(
        "create type mood as enum ('sad', 'glad')",
        "create domain positive as integer check (value > 0)",
        "create table t (id int primary key, " + String.join(", ", columns) + ")",
        "insert into t values (1, " + String.join(", ", literals) + ")",
        "insert into t (id) values (2)");
    SourceRun run = new SourceRun(source, "t");
    String insert = "insert into t values (3, " + String.join(", ", literals) + ")";
    List<String> documents = run.documents(insert, 3);

    JsonNode schema = run.schema();
    for (int i = 0; i < cases.size(); i++) {
      Case expected = cases.get(i);
      String name = "c%02d".formatted(i);
      String member =
          "\""
              + name
              + "\":"
              + unquoted(expected.json()).replace("\\u0022", "\\\"").replace("\\u005c", "\\\\");
      assertThat(documents.get(0)).as(expected.type()).contains(member);
      assertThat(documents.get(1)).as(expected.type()).contains("\"" + name + "\":null");
      assertThat(documents.get(2)).as(expected.type()).contains(member);
      if (!expected.schema().isEmpty()) {
        assertThat(schema.at("/properties/" + name).toString())
            .as(expected.type())
            .isEqualTo(unquoted(expected.schema()));
      }
    }

    DestinationHarness harness = new DestinationHarness(copy, schema, "id");
    harness.resource().put("table", "t");
    harness.apply();
    try (var transactions = harness.open()) {
      harness.commit(transactions, "{}", harness.rows(documents.toArray(String[]::new)));
    }
    for (int i = 0; i < cases.size(); i++) {
      String type = cases.get(i).type();
      String value =
          "select string_agg(coalesce(c%02d::text, 'null'), ' | ' order by id) from t".formatted(i);
      assertThat(copy.ask(value)).as(type).isEqualTo(source.ask(value));
      String of = "select pg_typeof(c%02d) from t limit 1".formatted(i);
      if (!type.startsWith("mood") && !type.equals("positive")) {
        assertThat(copy.ask(of)).as(type).isEqualTo(source.ask(of));
      }
    }
  }

  private static String unquoted(String apostrophes) {
    return apostrophes.replace('\'', '"').replace("\n", "\\n").replace("\t", "\\t");
  }
}
