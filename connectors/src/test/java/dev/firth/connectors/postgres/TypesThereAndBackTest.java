package dev.firth.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.connectors.postgres.materialize.DestinationHarness;
import dev.firth.connectors.postgres.source.SourceRun;
import java.util.ArrayList;
import java.util.List;
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
   * @param schema of the column, quotes as apostrophes
   */
  private record Case(String type, String literal, String json, String schema) {}

  private static final List<Case> CASES =
      List.of(
          new Case("smallint", "-5", "-5", "{'type':['integer','null'],'x-sql-type':'smallint'}"),
          new Case(
              "integer",
              "2147483647",
              "2147483647",
              "{'type':['integer','null'],'x-sql-type':'integer'}"),
          new Case(
              "bigint",
              "9223372036854775807",
              "9223372036854775807",
              "{'type':['integer','null']}"),
          new Case(
              "numeric",
              "'12345678901234567890.1200'",
              "'12345678901234567890.1200'",
              "{'type':['string','null'],'format':'number','x-sql-type':'numeric'}"),
          new Case("numeric", "'NaN'", "'NaN'", ""),
          new Case("numeric(6,2)", "1.5", "'1.50'", ""),
          new Case(
              "real",
              "1.1",
              "1.1",
              "{'type':['number','string','null'],'format':'number','x-sql-type':'real'}"),
          new Case(
              "double precision",
              "1e300",
              "1e+300",
              "{'type':['number','string','null'],'format':'number','x-sql-type':'double precision'}"),
          new Case("double precision", "'-Infinity'", "'-Infinity'", ""),
          new Case("double precision", "0.1", "0.1", ""),
          new Case("boolean", "true", "true", "{'type':['boolean','null']}"),
          new Case(
              "text",
              "E'q\"\\\\\\n\\t\\u00e9\\U0001F600'",
              "'q\\u0022\\u005c\\n\\té😀'",
              "{'type':['string','null']}"),
          new Case(
              "varchar(20)", "'abc'", "'abc'", "{'type':['string','null'],'x-sql-type':'varchar'}"),
          new Case(
              "char(5)",
              "'ab'",
              "'ab   '",
              "{'type':['string','null'],'x-sql-type':'character(5)'}"),
          new Case(
              "timestamptz",
              "'2026-01-02 03:04:05.123456+01'",
              "'2026-01-02T02:04:05.123456Z'",
              ""),
          new Case("timestamptz", "'2026-01-02 03:04:05+00'", "'2026-01-02T03:04:05Z'", ""),
          new Case("timestamptz", "'infinity'", "'infinity'", ""),
          new Case(
              "timestamp",
              "'2026-01-02 03:04:05.5'",
              "'2026-01-02T03:04:05.5'",
              "{'type':['string','null'],'x-sql-type':'timestamp'}"),
          new Case("timestamp", "'-infinity'", "'-infinity'", ""),
          new Case("date", "'2026-01-02'", "'2026-01-02'", ""),
          new Case("date", "'0044-03-15 BC'", "'0044-03-15 BC'", ""),
          new Case("date", "'infinity'", "'infinity'", ""),
          new Case(
              "time",
              "'03:04:05.5'",
              "'03:04:05.5'",
              "{'type':['string','null'],'x-sql-type':'time'}"),
          new Case(
              "timetz",
              "'03:04:05+02'",
              "'03:04:05+02'",
              "{'type':['string','null'],'x-sql-type':'timetz'}"),
          new Case(
              "interval",
              "'1 year 2 days 03:04:05'",
              "'1 year 2 days 03:04:05'",
              "{'type':['string','null'],'x-sql-type':'interval'}"),
          new Case(
              "uuid",
              "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'",
              "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'",
              "{'type':['string','null'],'format':'uuid'}"),
          new Case(
              "bytea",
              "'\\x00ff10'",
              "'AP8Q'",
              "{'type':['string','null'],'contentEncoding':'base64','x-sql-type':'bytea'}"),
          new Case(
              "json", "'{\"a\":  [1.50, \"x\"]}'", "{'a':  [1.50, 'x']}", "{'x-sql-type':'json'}"),
          new Case("jsonb", "'{\"a\": \"\\u00e9\"}'", "{'a': 'é'}", "{'x-sql-type':'jsonb'}"),
          new Case("jsonb", "'7'", "7", ""),
          new Case(
              "integer[]",
              "'{1,NULL,3}'",
              "[1,null,3]",
              "{'type':['array','null'],'items':{'type':['integer','null','array']},'x-sql-type':'integer[]'}"),
          new Case("integer[]", "'{{1,2},{3,4}}'", "[[1,2],[3,4]]", ""),
          new Case(
              "text[]",
              "array['a,b','c\"d','NULL',null,'']",
              "['a,b','c\\u0022d','NULL',null,'']",
              "{'type':['array','null'],'items':{'type':['string','null','array']},'x-sql-type':'text[]'}"),
          new Case(
              "timestamptz[]",
              "array['2026-01-02 03:04:05+00'::timestamptz]",
              "['2026-01-02T03:04:05Z']",
              ""),
          new Case(
              "int4range",
              "'[1,5)'",
              "'[1,5)'",
              "{'type':['string','null'],'x-sql-type':'int4range'}"),
          new Case(
              "point", "'(1,2)'", "'(1,2)'", "{'type':['string','null'],'x-sql-type':'point'}"),
          new Case(
              "inet",
              "'10.0.0.1/8'",
              "'10.0.0.1/8'",
              "{'type':['string','null'],'x-sql-type':'inet'}"),
          new Case(
              "money", "'12.34'", "'$12.34'", "{'type':['string','null'],'x-sql-type':'money'}"),
          new Case("bit(3)", "B'101'", "'101'", "{'type':['string','null'],'x-sql-type':'bit(3)'}"),
          new Case("mood", "'glad'", "'glad'", "{'type':['string','null']}"),
          new Case("mood[]", "'{glad,sad}'", "['glad','sad']", ""),
          new Case("positive", "5", "5", "{'type':['integer','null'],'x-sql-type':'integer'}"));

  @Test
  void valuesAndTypesSurvive() throws Exception {
    TestServer.Database source = TestServer.shared().database();
    TestServer.Database copy = TestServer.shared().database();
    List<String> columns = new ArrayList<>();
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < CASES.size(); i++) {
      columns.add("c%02d %s".formatted(i, CASES.get(i).type()));
      literals.add(CASES.get(i).literal());
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
    for (int i = 0; i < CASES.size(); i++) {
      Case expected = CASES.get(i);
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
    for (int i = 0; i < CASES.size(); i++) {
      String type = CASES.get(i).type();
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
