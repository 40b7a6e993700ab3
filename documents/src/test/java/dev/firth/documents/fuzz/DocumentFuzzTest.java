package dev.firth.documents.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.JsonException;
import dev.firth.documents.json.RandomJson;
import dev.firth.documents.json.Tape;
import dev.firth.documents.redact.Redactor;
import dev.firth.documents.reduce.ReduceException;
import dev.firth.documents.reduce.Reducer;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.SchemaException;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Limits;
import dev.firth.documents.shape.Shape;
import dev.firth.documents.shape.ShapeSchema;
import dev.firth.documents.shape.Widening;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Documents and schemas of any bytes: read, or refused by {@link JsonException} and its like. */
class DocumentFuzzTest {
  /** Bytes allocated for each byte: a schema is compiled of every shape. */
  private static final int FACTOR = 2000;

  /** The same of a schema: automata of its patterns, tables of Unicode that are made once. */
  private static final int COMPILED = 100_000;

  private static final String SCHEMA =
      """
      {"type": "object", "reduce": {"strategy": "merge"}, "required": ["a"], "$defs": {"d": {"$ref": "#"}},
       "properties": {"a": {"type": ["integer", "string"], "pattern": "^(a|b)*$", "format": "number", "reduce": {"strategy": "sum"}},
        "b": {"reduce": {"strategy": "set", "key": ["/k"]}}, "c": {"reduce": {"strategy": "append"}, "items": {"enum": [1, "x"]}},
        "x_1": {"reduce": {"strategy": "jsonSchemaMerge"}}, "ab": {"redact": {"strategy": "sha256"}}},
       "patternProperties": {"^\\\\p{L}$": {"reduce": {"strategy": "maximize", "key": ["/a", ""]}}},
       "if": {"required": ["b"]}, "then": {"unevaluatedProperties": {"multipleOf": 0.01}}, "anyOf": [true, {"$ref": "#/$defs/d"}]}
      """;

  private final Tape tape = new Tape();
  private final Tape other = new Tape();

  @Test
  void documents() {
    String schema =
        SCHEMA.replace("\"anyOf\": [true, {\"$ref\": \"#/$defs/d\"}]", "\"not\": false");
    CompiledSchema compiled = CompiledSchema.compile(ExactJson.read(schema));
    Fuzz.forAWhile(
        random -> {
          var json = new RandomJson(random);
          byte[] left = json.value(4).getBytes(StandardCharsets.UTF_8);
          byte[] right = Fuzz.damaged(random, json.value(4).getBytes(StandardCharsets.UTF_8));
          boolean full = random.nextBoolean();
          Fuzz.bounded(
              left.length + right.length, FACTOR, () -> document(left, right, full, compiled));
        });
  }

  private void document(byte[] left, byte[] right, boolean full, CompiledSchema schema) {
    try {
      tape.parse(left, 0, left.length);
      other.parse(right, 0, right.length);
    } catch (JsonException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return;
    }
    var annotations = new Annotations();
    Shape shape = Widening.widen(Widening.widen(Shape.NOTHING, tape, 0), other, 0);
    CompiledSchema.compile(ShapeSchema.of(Limits.enforce(shape, 5)));
    assertThat(Widening.widen(shape, other, 0)).isSameAs(shape);
    if (!schema.validate(other, 0, annotations)) {
      assertThat(schema.explain(right, 0, right.length)).isNotEmpty();
      return;
    }
    new Redactor(new byte[] {1}).redact(other, 0, annotations, new JsonBuffer());
    try {
      new Reducer().reduce(tape, 0, other, 0, annotations, full, new JsonBuffer());
    } catch (ReduceException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Test
  void schemas() {
    byte[] sample = SCHEMA.getBytes(StandardCharsets.UTF_8);
    Fuzz.forAWhile(
        random -> {
          byte[] bytes = Fuzz.damaged(random, sample);
          byte[] document = new RandomJson(random).value(3).getBytes(StandardCharsets.UTF_8);
          int limit = random.nextInt(9);
          Fuzz.bounded(
              bytes.length + document.length, COMPILED, () -> schema(bytes, limit, document));
        });
  }

  private void schema(byte[] bytes, int limit, byte[] document) {
    try {
      JsonNode tree = ExactJson.read(bytes, 0, bytes.length);
      Limits.enforce(Inference.infer(tree), limit).locations();
      CompiledSchema compiled = CompiledSchema.compile(tree);
      tape.parse(document, 0, document.length);
      compiled.validate(tape, 0, new Annotations());
    } catch (JsonException | SchemaException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
