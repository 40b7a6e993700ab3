package dev.firth.documents.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The json-schema-validator of networknt, the reference that our compiler is held to: it checks
 * schemas against their metaschema when they are built and words what is wrong with a document.
 */
final class ReferenceValidator {
  private static final SchemaRegistry STANDARD =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Schema schema;
  private final boolean assertFormats;

  ReferenceValidator(
      String uri, JsonNode source, Map<String, JsonNode> loaded, boolean assertFormats) {
    this.assertFormats = assertFormats;
    Map<String, String> documents = new HashMap<>();
    loaded.forEach((at, document) -> documents.put(at, document.toString()));
    schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(documents))
            .getSchema(SchemaLocation.of(uri), source);
  }

  List<Error> validate(JsonNode document) {
    return schema.validate(
        document,
        (execution, context) ->
            execution.executionConfig(config -> config.formatAssertionsEnabled(assertFormats)));
  }

  /** What the metaschema of draft 2020-12 has against a schema. */
  static List<SchemaException.Problem> check(JsonNode source) {
    var problems = new ArrayList<SchemaException.Problem>();
    Schema metaschema = STANDARD.getSchema(SchemaLocation.of(Dialects.V2020_12));
    for (Violation violation : Violations.of(metaschema.validate(source))) {
      problems.add(
          new SchemaException.Problem(
              violation.pointer(),
              "expected " + violation.expected() + ", got " + violation.found()));
    }
    return problems;
  }
}
