package dev.firth.documents.schema;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Whether the metaschema of its dialect accepts a schema, by our own compiler. Formats are
 * asserted, which no metaschema asks for: what this accepts needs no other judge, what it refuses
 * is left to the {@link ReferenceValidator}, which also words it.
 */
final class MetaschemaCheck {
  private static final Map<Dialect, CompiledSchema> METASCHEMAS = new EnumMap<>(Dialect.class);

  private MetaschemaCheck() {}

  /**
   * What the metaschema of its dialect has against a schema. Where we accept it, the reference
   * validator is not even loaded.
   *
   * @param document what stands before the pointers of problems
   * @param otherwise the dialect of a schema that names none
   */
  static List<SchemaException.Problem> problems(
      String document, JsonNode schema, Dialect otherwise) {
    Dialect dialect = Dialect.of(schema).orElse(otherwise);
    return accepts(schema, dialect)
        ? List.of()
        : ReferenceValidator.check(document, schema, dialect);
  }

  /** False where it is not sure. */
  static boolean accepts(JsonNode schema, Dialect dialect) {
    if (schema.isBoolean()) {
      return true;
    }
    CompiledSchema metaschema = metaschema(dialect);
    try {
      return !embedsAnother(schema, true) && metaschema.validate(ExactJson.tape(schema), 0);
    } catch (JsonException e) {
      return false;
    }
  }

  /** A schema within, of a dialect that it names itself, is judged by that. */
  private static boolean embedsAnother(JsonNode node, boolean root) {
    if (!root && node.isObject() && node.has("$schema")) {
      return true;
    }
    for (JsonNode child : node.values()) {
      if (child.isContainer() && embedsAnother(child, false)) {
        return true;
      }
    }
    return false;
  }

  private static synchronized CompiledSchema metaschema(Dialect dialect) {
    return METASCHEMAS.computeIfAbsent(
        dialect,
        of ->
            CompiledSchema.trusted(
                Metaschemas.metaschema(of.metaschema()).orElseThrow(), uri -> Optional.empty()));
  }
}
