package dev.firth.documents.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.pattern.EcmaPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The json-schema-validator of networknt, the reference that our compiler is held to: it checks
 * schemas against their metaschema when they are built and words what is wrong with a document.
 */
final class ReferenceValidator {
  private static final SchemaRegistry STANDARD =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** Formats and patterns are judged by ours, so that what they refuse is named. */
  private static final List<com.networknt.schema.dialect.Dialect> WORDINGS =
      Stream.of(Dialects.getDraft202012(), Dialects.getDraft201909(), Dialects.getDraft7())
          .map(
              standard ->
                  com.networknt.schema.dialect.Dialect.builder(standard)
                      .formats(
                          Formats.all().entrySet().stream()
                              .map(e -> new Judged(e.getKey(), e.getValue()))
                              .toList())
                      .build())
          .toList();

  private static final SchemaRegistryConfig PATTERNS =
      SchemaRegistryConfig.builder()
          .regularExpressionFactory(source -> EcmaPattern.compile(source)::find)
          .build();

  private final Schema schema;
  private final boolean assertFormats;

  ReferenceValidator(
      String uri,
      JsonNode source,
      Map<String, JsonNode> loaded,
      Dialect dialect,
      boolean assertFormats) {
    this.assertFormats = assertFormats;
    Map<String, String> documents = new HashMap<>();
    loaded.forEach((at, document) -> documents.put(at, document.toString()));
    schema =
        SchemaRegistry.withDialects(
                WORDINGS,
                builder ->
                    builder
                        .defaultDialectId(networknt(dialect))
                        .schemas(documents)
                        .schemaRegistryConfig(PATTERNS))
            .getSchema(SchemaLocation.of(uri), source);
  }

  List<Error> validate(JsonNode document) {
    return schema.validate(
        document,
        (execution, context) ->
            execution.executionConfig(config -> config.formatAssertionsEnabled(assertFormats)));
  }

  /**
   * What the metaschema of its dialect has against a schema.
   *
   * @param document what stands before the pointers of problems
   */
  static List<SchemaException.Problem> check(String document, JsonNode source, Dialect dialect) {
    JsonNode own = source.deepCopy();
    Map<String, JsonNode> embedded = new LinkedHashMap<>();
    carve(own, "", embedded);
    var problems = new ArrayList<SchemaException.Problem>();
    Schema metaschema = STANDARD.getSchema(SchemaLocation.of(networknt(dialect)));
    for (Violation violation : Violations.of(metaschema.validate(own))) {
      problems.add(
          new SchemaException.Problem(
              document + violation.pointer(),
              "expected " + violation.expected() + ", got " + violation.found()));
    }
    embedded.forEach(
        (at, schema) -> problems.addAll(MetaschemaCheck.problems(document + at, schema, dialect)));
    return problems;
  }

  /** Takes out the schemas that name a dialect of their own: their metaschema is another. */
  private static void carve(JsonNode around, String pointer, Map<String, JsonNode> embedded) {
    for (var entry : List.copyOf(around.properties())) {
      String at = pointer + "/" + Pointer.escape(entry.getKey());
      if (isEmbedded(entry.getValue()) && around instanceof ObjectNode object) {
        embedded.put(at, entry.getValue());
        object.put(entry.getKey(), true);
      } else {
        carve(entry.getValue(), at, embedded);
      }
    }
    for (int i = 0; around instanceof ArrayNode array && i < array.size(); i++) {
      if (isEmbedded(array.get(i))) {
        embedded.put(pointer + "/" + i, array.get(i));
        array.set(i, true);
      } else {
        carve(array.get(i), pointer + "/" + i, embedded);
      }
    }
  }

  private static boolean isEmbedded(JsonNode node) {
    return node.isObject() && node.get("$schema") instanceof JsonNode named && named.isString();
  }

  private static String networknt(Dialect dialect) {
    return dialect == Dialect.DRAFT_7 ? dialect.metaschema() + "#" : dialect.metaschema();
  }

  private record Judged(String name, Format ours) implements com.networknt.schema.format.Format {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      return ours.accepts(utf8, 0, utf8.length);
    }
  }
}
