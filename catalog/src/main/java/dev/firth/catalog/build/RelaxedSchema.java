package dev.firth.catalog.build;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code schema://~relaxed-write} names: the write schema without {@code type}, {@code
 * required} and {@code format}, which inference says better, but with its annotations and all else.
 * Where these decide what applies (in patterns and conditionals) they stay.
 */
final class RelaxedSchema {
  static final String URI = "schema://~relaxed-write";

  private static final String SCHEME = "schema://";
  private static final Set<String> LIFTED = Set.of("type", "required", "format");

  /** Keywords whose schemas decide, and those whose values are no schemas. */
  private static final Set<String> KEPT =
      Set.of(
          "if",
          "then",
          "else",
          "not",
          "oneOf",
          "anyOf",
          "patternProperties",
          "propertyNames",
          "dependentSchemas",
          "dependencies",
          "contains",
          "enum",
          "const",
          "default",
          "examples");

  private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions");

  private RelaxedSchema() {}

  /**
   * The relaxed schema. The schemas that it holds get other names, so that they can stand beside
   * those that were not relaxed.
   *
   * @param bundled a write schema with everything that it refers to
   */
  static JsonNode of(JsonNode bundled) {
    JsonNode copy = bundled.deepCopy();
    relax(copy);
    rename(copy);
    return copy;
  }

  private static void relax(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      object.remove(LIFTED);
      for (var member : object.properties()) {
        if (NAMED.contains(member.getKey())) {
          member.getValue().values().forEach(RelaxedSchema::relax);
        } else if (!KEPT.contains(member.getKey())) {
          relax(member.getValue());
        }
      }
    } else if (schema instanceof ArrayNode list) {
      list.values().forEach(RelaxedSchema::relax);
    }
  }

  private static void rename(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      for (String keyword : new String[] {"$id", "$ref"}) {
        JsonNode uri = object.path(keyword);
        if (uri.isString() && uri.stringValue().startsWith(SCHEME)) {
          object.put(keyword, URI + "/" + uri.stringValue().substring(SCHEME.length()));
        }
      }
    }
    schema.values().forEach(RelaxedSchema::rename);
  }
}
