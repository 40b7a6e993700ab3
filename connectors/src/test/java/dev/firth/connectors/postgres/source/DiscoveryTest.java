package dev.firth.connectors.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.connectors.postgres.source.row.TypeCatalog;
import dev.firth.connectors.postgres.source.row.TypeRow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DiscoveryTest {

  private static Table table(String schema, String name, String... key) {
    return new Table(
        1,
        schema,
        name,
        false,
        'd',
        List.of(
            new Table.Column("id", 23, "integer", true),
            new Table.Column("note", 25, "text", false)),
        List.of(key),
        List.of(),
        1);
  }

  private static final TypeCatalog TYPES =
      new TypeCatalog(
          List.of(
              new TypeRow(23, "integer", 'b', 0, 0, ',', false),
              new TypeRow(25, "text", 'b', 0, 0, ',', true)),
          false);

  @ParameterizedTest
  @CsvSource({
    "public, orders, orders",
    "public, Order Items_2, order-items-2",
    "sales, orders, sales-orders",
    "public, _private_, private",
    "public, a23456789b23456789c23456789d23456789e23456789f23456789,"
        + " a23456789b23456789c23456789d23456789e23456789-",
  })
  void names(String schema, String name, String collection) {
    assertThat(Discovery.name(table(schema, name, "id"), false)).startsWith(collection);
    assertThat(Discovery.name(table(schema, name, "id"), false).length()).isLessThanOrEqualTo(52);
  }

  @Test
  void namesThatCollideDiffer() {
    List<String> names =
        Discovery.of(List.of(table("public", "a_b", "id"), table("public", "a b", "id")), TYPES)
            .bindings()
            .stream()
            .map(b -> b.recommendedName())
            .toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(n -> n.matches("a-b-[0-9a-f]{6}"));
  }

  @Test
  void schemaOfATableWithKey() {
    var binding =
        Discovery.of(List.of(table("public", "orders", "id")), TYPES).bindings().getFirst();
    assertThat(binding.key()).containsExactly("/id");
    assertThat(binding.documentSchema())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"type": "object", "required": ["id", "_meta"], "properties": {
                      "id": {"type": "integer", "x-sql-type": "integer"},
                      "note": {"type": ["string", "null"]},
                      "_meta": {"type": "object", "required": ["op", "source"],
                        "reduce": {"strategy": "merge"}, "properties": {
                          "op": {"enum": ["c", "u", "d"]},
                          "before": {"type": "object", "reduce": {"strategy": "firstWriteWins"}},
                          "source": {"type": "object"}}}},
                     "if": {"required": ["_meta"], "properties": {"_meta": {"required": ["op"],
                       "properties": {"op": {"const": "d"}}}}},
                     "then": {"reduce": {"strategy": "merge", "delete": true}},
                     "else": {
                       "if": {"properties": {"_meta": {"anyOf": [{"required": ["before"]},
                         {"properties": {"source": {"required": ["unchanged"]}}}]}}},
                       "then": {"reduce": {"strategy": "merge"}}}}"""));
  }

  @Test
  void keyOfATableWithoutOneIsItsPlace() {
    var binding = Discovery.of(List.of(table("public", "history")), TYPES).bindings().getFirst();
    assertThat(binding.key())
        .containsExactly("/_meta/source/loc/0", "/_meta/source/loc/1", "/_meta/source/loc/2");
    assertThat(binding.documentSchema().has("then")).isFalse();
    assertThat(
            binding
                .documentSchema()
                .at("/properties/_meta/properties/source/required/0")
                .asString())
        .isEqualTo("loc");
  }

  @Test
  void namesOfSlotAndPublicationHoldStoreAndTask() {
    SourceConfig config =
        new SourceConfig(
            new dev.firth.connectors.postgres.Endpoint("h", 1, "d", "u", "p", "prefer"),
            "",
            "",
            List.of(),
            false);
    SourceNames names = SourceNames.of(config, "7C0FFEE1-dead", "my-shop");
    assertThat(names)
        .isEqualTo(
            new SourceNames(
                "firth_7c0ffee1_my_shop",
                "firth_7c0ffee1_my_shop",
                "firth_7c0ffee1_my_shop_insert"));
    String elsewhere = SourceNames.of(config, "7C0FFEE1-dead", "my/shop").slot();
    assertThat(elsewhere).matches("firth_7c0ffee1_my_shop_[0-9a-f]{6}");
    assertThat(SourceNames.of(config, "7C0FFEE1-dead", "my-sh/op").slot()).isNotEqualTo(elsewhere);
    String longest = SourceNames.of(config, "7c0ffee1", "x".repeat(80)).insertPublication();
    assertThat(longest).hasSizeLessThanOrEqualTo(63);
  }
}
