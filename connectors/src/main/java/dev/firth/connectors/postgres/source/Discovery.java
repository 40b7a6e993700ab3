package dev.firth.connectors.postgres.source;

import dev.firth.connectors.postgres.ShortName;
import dev.firth.connectors.postgres.source.row.RowShape;
import dev.firth.connectors.postgres.source.row.TypeCatalog;
import dev.firth.protocol.message.CaptureResponse.Discovered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a database offers to capture: a binding for each table, with its key and schema. */
final class Discovery {
  /**
   * A row that lacks columns, or whose image before is kept, is merged into what is known of it;
   * any other holds every column and takes the place of it.
   */
  private static final String CHANGE =
      "{'if': {'properties': {'_meta': {'anyOf': [{'required': ['before']},"
          + " {'properties': {'source': {'required': ['unchanged']}}}]}}},"
          + " 'then': {'reduce': {'strategy': 'merge'}}}";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_NAME = 52;
  private static final int CUT_NAME = 45;
  private static final String LOC = "/_meta/source/loc/";

  private Discovery() {}

  static Discovered of(List<Table> tables, TypeCatalog types) {
    Map<String, Integer> uses = new HashMap<>();
    tables.forEach(table -> uses.merge(name(table, false), 1, Integer::sum));
    List<Discovered.Binding> bindings = new ArrayList<>();
    for (Table table : tables) {
      boolean collides = uses.getOrDefault(name(table, false), 0) > 1;
      ObjectNode resource =
          JSON.createObjectNode().put("schema", table.schema()).put("table", table.name());
      bindings.add(
          new Discovered.Binding(
              name(table, collides),
              resource,
              List.of(table.schema(), table.name()),
              schema(table, types),
              key(table),
              table.partitioned() && !table.hasKey()));
    }
    return new Discovered(bindings);
  }

  /** The primary key, or where in the log or the table a row stands. */
  static List<String> key(Table table) {
    return table.hasKey()
        ? table.key().stream().map(Discovery::pointer).toList()
        : List.of(LOC + 0, LOC + 1, LOC + 2);
  }

  private static String pointer(String column) {
    return "/" + column.replace("~", "~0").replace("/", "~1");
  }

  /** A DNS label; {@code public} is the default schema and left out. */
  static String name(Table table, boolean collides) {
    String path = table.schema() + "." + table.name();
    String name =
        table.schema().equals("public") ? table.name() : table.schema() + "-" + table.name();
    name = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    String hash = "-" + ShortName.hash(path);
    if (name.length() > LONGEST_NAME || collides) {
      name = name.substring(0, Math.min(name.length(), CUT_NAME)) + hash;
    }
    return name.replaceAll("^-+|-+$", "");
  }

  /**
   * The write schema: only the key is required, because deletes and unchanged out-of-line values
   * leave the other columns out; changes merge into the row, and a delete deletes it.
   */
  static ObjectNode schema(Table table, TypeCatalog types) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("type", "object");
    var required = schema.putArray("required");
    table.key().forEach(required::add);
    required.add("_meta");
    ObjectNode properties = schema.putObject("properties");
    for (Table.Column column : table.columns()) {
      boolean nullable = !column.notNull() && !table.key().contains(column.name());
      ObjectNode property = RowShape.schema(types, column.typeOid(), nullable);
      if (column.type().matches("(character|bit)\\(\\d+\\)")) {
        property.put("x-sql-type", column.type());
      }
      properties.set(column.name(), property);
    }
    properties.set("_meta", meta(table.hasKey()));
    if (table.hasKey()) {
      schema.set(
          "if",
          tree(
              "{'required': ['_meta'], 'properties': {'_meta':"
                  + " {'required': ['op'], 'properties': {'op': {'const': 'd'}}}}}"));
      schema.set("then", tree("{'reduce': {'strategy': 'merge', 'delete': true}}"));
      schema.set("else", tree(CHANGE));
    }
    return schema;
  }

  private static JsonNode meta(boolean keyed) {
    ObjectNode meta =
        (ObjectNode)
            tree(
                "{'type': 'object', 'required': ['op', 'source'], 'reduce': {'strategy': 'merge'},"
                    + " 'properties': {'op': {'enum': ['c', 'u', 'd']}, 'before': {'type': 'object',"
                    + " 'reduce': {'strategy': 'firstWriteWins'}}, 'source': {'type': 'object'}}}");
    if (!keyed) {
      meta.withObjectProperty("properties")
          .set(
              "source",
              tree(
                  "{'type': 'object', 'required': ['loc'], 'properties': {'loc': {'type': 'array',"
                      + " 'minItems': 3, 'maxItems': 3, 'items': {'type': 'integer'}}}}"));
    }
    return meta;
  }

  private static JsonNode tree(String json) {
    return JSON.readTree(json.replace('\'', '"'));
  }
}
