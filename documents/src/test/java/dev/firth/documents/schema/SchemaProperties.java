package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Parsed;
import dev.firth.documents.json.RandomJson;
import dev.firth.documents.json.Tape;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compiled schemas and the reference validator agree about what is valid. */
class SchemaProperties {
  private static final int DOCUMENTS = 12;

  private final Annotations annotations = new Annotations();

  @Property(tries = 700)
  void agreesWithTheReference(@ForAll long seed) {
    compare(seed);
  }

  @Property(tries = 85_000)
  @Tag("slow")
  void agreesWithTheReferenceAMillionTimes(@ForAll long seed) {
    compare(seed);
  }

  private void compare(long seed) {
    var json = new RandomJson(new Random(seed));
    String source = new RandomSchema(json).document();
    JsonNode tree = ExactJson.read(source);
    CompiledSchema ours = CompiledSchema.compile(tree);
    Schema theirs =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(tree);
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = json.value(3);
      Tape tape = Parsed.json(document);
      boolean valid = ours.validate(tape, 0);
      boolean expected =
          theirs.validate(
              ExactJson.read(document),
              OutputFormat.BOOLEAN,
              (execution, context) ->
                  execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
      assertThat(valid).as("%s against %s", document, source).isEqualTo(expected);
      assertThat(ours.validate(tape, 0, annotations))
          .as("annotated: %s against %s", document, source)
          .isEqualTo(valid);
      if (!valid) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        assertThat(ours.explain(bytes, 0, bytes.length))
            .noneMatch(violation -> violation.keyword().equals("schema"));
      }
    }
  }

  @Property(tries = 700)
  void whatIsBelievedToBeValidHasTheSameAnnotations(@ForAll long seed) {
    var random = new Random(seed);
    var json = new RandomJson(random);
    JsonNode tree = ExactJson.read(new RandomSchema(json).document());
    annotate(tree, random);
    CompiledSchema schema = CompiledSchema.compile(tree);
    var believed = new Annotations();
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = json.value(3);
      Tape tape = Parsed.json(document);
      if (schema.validate(tape, 0, annotations)) {
        schema.annotate(tape, 0, believed);
        for (int node = 0; node < tape.next(0); node += 2) {
          assertThat(believed.reduce(node))
              .as("node %d of %s by %s", node, document, tree)
              .isEqualTo(annotations.reduce(node));
        }
      }
    }
  }

  /** Gives schemas within a schema a strategy, some of them. */
  private static void annotate(JsonNode schema, Random random) {
    if (!(schema instanceof ObjectNode object)) {
      return;
    }
    if (random.nextInt(3) == 0) {
      object.putObject("reduce").put("strategy", random.nextBoolean() ? "merge" : "firstWriteWins");
    }
    object
        .properties()
        .forEach(
            keyword -> {
              switch (keyword.getKey()) {
                case "properties", "patternProperties", "$defs", "dependentSchemas" ->
                    keyword.getValue().values().forEach(inner -> annotate(inner, random));
                case "allOf", "anyOf", "oneOf", "prefixItems" ->
                    keyword.getValue().values().forEach(inner -> annotate(inner, random));
                case "items",
                    "additionalProperties",
                    "if",
                    "then",
                    "else",
                    "contains",
                    "not",
                    "unevaluatedItems",
                    "unevaluatedProperties" ->
                    annotate(keyword.getValue(), random);
                default -> {}
              }
            });
  }
}
