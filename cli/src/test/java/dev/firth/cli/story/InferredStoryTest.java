package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collection whose read schema is what its documents are like: the table follows them. */
class InferredStoryTest {
  private static final String READ =
      "{allOf: [{$ref: \"schema://~relaxed-write\"}, {$ref: \"schema://~inferred\"}]}";

  private static final String FLOW =
      """
      apiVersion: firth.dev/v1alpha1
      kind: Capture
      metadata: {name: files}
      spec:
        connector: {name: source-files, config: {path: visits}}
        bindings: [{name: orders, resource: {path: "*.ndjson"}, target: orders}]
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Collection
      metadata: {name: orders}
      spec:
        key: [/id]
        writeSchema: {type: object, required: [id], properties: {id: {type: integer}}}
        readSchema: {allOf: [{$ref: "schema://~relaxed-write"}, {$ref: "schema://~inferred"}]}
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Materialization
      metadata: {name: copy}
      spec:
        connector: {name: materialize-sqlite, config: {path: copy.db}}
        bindings: [{name: orders, source: {name: orders}, resource: {table: orders}}]
      """;

  @TempDir Path folder;

  @Test
  void aNewFieldBecomesAColumnOneOfAnotherTypeIsWidenedAndNothingIsLost() throws Exception {
    var flow = flow();
    flow.append("1.ndjson", "{\"id\":1,\"note\":\"a\"}", "{\"id\":2,\"note\":null}");

    var first = flow.upOnce();

    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(rows("orders", "id, note")).containsExactly("1|a", "2|null");
    assertThat(folder.resolve(".firth/inferred/orders.json")).content().contains("\"note\"");

    flow.append("2.ndjson", "{\"id\":3,\"note\":\"b\",\"total\":7,\"ship\":{\"city\":\"Oslo\"}}");
    flow.append("2.ndjson", "{\"id\":2}");
    var second = flow.upOnce();

    assertThat(second.exit()).as(second.all()).isZero();
    assertThat(rows("orders", "id, note, total, ship"))
        .containsExactly("1|a|null|null", "2|null|null|null", "3|b|7|{\"city\":\"Oslo\"}");

    assertThat(flow.firth("read", "orders", "--reduced").out().lines()).hasSize(3);

    var third = flow.upOnce();
    assertThat(third.out()).doesNotContain("restart");

    flow.append("3.ndjson", "{\"id\":4,\"total\":7.5}");
    assertThat(flow.upOnce().exit()).isZero();
    flow.append("3.ndjson", "{\"id\":5,\"total\":\"n/a\"}");
    var last = flow.upOnce();
    assertThat(last.exit()).as(last.all()).isZero();
    assertThat(rows("orders", "id, total"))
        .containsExactly("1|null", "2|null", "3|7.0", "4|7.5", "5|\"n/a\"");
  }

  @Test
  void documentsThatNobodyLookedAtAreMetByTheirReader() throws Exception {
    var flow = flow();
    flow.edit(READ, "{$ref: \"schema://~write\"}");
    flow.append("1.ndjson", "{\"id\":1,\"note\":\"a\"}", "{\"id\":2,\"total\":5}");
    assertThat(flow.upOnce().exit()).isZero();
    assertThat(folder.resolve(".firth/inferred")).doesNotExist();

    Files.writeString(
        flow.flow(),
        FLOW.replace("name: orders, source", "name: again, source")
            .replace("table: orders", "table: again"));
    var inferred = flow.upOnce();

    assertThat(inferred.exit()).as(inferred.all()).isZero();
    assertThat(rows("again", "id, note, total")).containsExactly("1|a|null", "2|null|5");
  }

  @Test
  void aColumnThatATableGainsIsCopiedWhileAllRuns() throws Exception {
    try (var shop = Shop.open(folder, "logical")) {
      shop.flow()
          .edit(
              "  schema:\n    type: object\n    required: [id]\n    properties: {id: {type: integer}, note: {type: [string, \"null\"]}}",
              "  readSchema: "
                  + READ
                  + "\n  writeSchema:\n    type: object\n    required: [id]\n    properties: {id: {type: integer}}");
      shop.sql("insert into orders values (1, 'a'), (2, null)");
      try (var up = shop.flow().up()) {
        await(shop, up, "id, note", "1|a", "2|null");
        shop.sql(
            "alter table orders add column total numeric(9, 2)",
            "insert into orders values (3, 'c', 7.50)",
            "update orders set note = 'b', total = 1 where id = 2",
            "delete from orders where id = 1");
        await(shop, up, "id, note, total, \"_meta/op\"", "1|a|null|d", "2|b|1.00|u", "3|c|7.50|c");
        assertThat(up.out()).doesNotContain("Capture shop: restart");
      }
    }
  }

  private static void await(Shop shop, FirthProcess up, String columns, String... rows) {
    Eventually.holds(
        () -> {
          try {
            return rows(shop.flow().directory(), "orders", columns).equals(List.of(rows));
          } catch (SQLException notYet) {
            return false;
          }
        },
        () -> "copy.db holds " + List.of(rows) + "\n" + up.out());
  }

  @Test
  void killsInTheMiddleLoseNoDocumentAndNoField() throws Exception {
    var flow = flow();
    var expected = new ArrayList<String>();
    for (int round = 0; round < 3; round++) {
      try (var up = flow.up()) {
        int column = round;
        for (int i = 0; i < 20; i++) {
          int id = round * 20 + i;
          flow.append("all.ndjson", "{\"id\":%d,\"f%d\":%d}".formatted(id, round, id));
          expected.add("%d|%d".formatted(id, id));
        }
        Eventually.holds(
            () -> round(flow, column),
            () -> "the files of round " + column + " are captured\n" + up.out());
        up.kill();
      }
    }
    // Whoever has the log has it all: the file beside it is made of what captures say.
    Files.delete(folder.resolve(".firth/inferred/orders.json"));

    var last = flow.upOnce();

    assertThat(last.exit()).as(last.all()).isZero();
    assertThat(rows("orders", "id, coalesce(f0, f1, f2)"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Whether a round has come as far as the log: what is behind it, the kill decides. */
  private static boolean round(Quickstart flow, int round)
      throws IOException, InterruptedException {
    return flow.firth("read", "orders").out().contains("\"f" + round + "\"");
  }

  private Quickstart flow() throws IOException {
    Files.createDirectories(folder.resolve("visits"));
    Files.writeString(folder.resolve("flow.yaml"), FLOW);
    return new Quickstart(folder);
  }

  private List<String> rows(String table, String columns) throws SQLException {
    return rows(folder, table, columns);
  }

  private static List<String> rows(Path directory, String table, String columns)
      throws SQLException {
    var rows = new ArrayList<String>();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("copy.db"));
        var statement = connection.createStatement();
        var found =
            statement.executeQuery("SELECT " + columns + " FROM " + table + " ORDER BY id")) {
      int count = found.getMetaData().getColumnCount();
      while (found.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= count; i++) {
          row.add(String.valueOf(found.getString(i)));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }
}
