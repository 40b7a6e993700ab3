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
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Documents and schemas of any bytes: read, or refused by {@link JsonException} and its like. */
class DocumentFuzzTest {
  /** Text that has broken parsers before. */
  private static final String[] NASTY = {
    "\0",
    "\u0080",
    "\\ud800",
    "\\udc00\\ud800",
    "NaN",
    "-Infinity",
    "1e999999999",
    "-0.0e-0",
    "9".repeat(400),
    "[".repeat(600),
    "{\"a\":".repeat(600),
    "{\"a\":1,\"a\":2}",
    "\\u0000",
    "\"",
    "{}",
    "[]",
    "null",
    "\n",
    ",",
    "-1",
    "2147483648",
    "1e5",
    "\r\n",
    "\\"
  };

  /** A few changes of some bytes: bits, cuts, repeats, and text that has broken parsers. */
  private static byte[] damaged(Random random, byte[] sample) {
    byte[] bytes = sample.clone();
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(bytes.length + 1);
      switch (random.nextInt(5)) {
        case 0 -> {
          if (at < bytes.length) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
          }
        }
        case 1 ->
            bytes =
                joined(
                    bytes,
                    0,
                    at,
                    new byte[0],
                    bytes,
                    Math.min(bytes.length, at + random.nextInt(9)));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 ->
            bytes =
                joined(
                    bytes,
                    0,
                    at,
                    NASTY[random.nextInt(NASTY.length)].getBytes(StandardCharsets.ISO_8859_1),
                    bytes,
                    at);
        default -> bytes = joined(bytes, 0, at, new byte[0], bytes, random.nextInt(at + 1));
      }
    }
    return bytes;
  }

  private static byte[] joined(
      byte[] head, int from, int to, byte[] middle, byte[] tail, int rest) {
    var out = new ByteArrayOutputStream();
    out.write(head, from, to - from);
    out.writeBytes(middle);
    out.write(tail, rest, tail.length - rest);
    return out.toByteArray();
  }

  /** The seed and the seconds, which -Dfuzz.seed and -Dfuzz.seconds change. */
  private static void forAWhile(Consumer<Random> round) {
    long seed = Long.getLong("fuzz.seed", 1);
    long end = System.nanoTime() + 1_000_000_000L * Long.getLong("fuzz.seconds", 1);
    do {
      try {
        round.accept(new Random(seed));
      } catch (Throwable unexpected) {
        throw new AssertionError("-Dfuzz.seed=" + seed + " shows it", unexpected);
      }
      seed++;
    } while (System.nanoTime() < end);
  }

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
    forAWhile(random -> document(random, compiled));
  }

  private void document(Random random, CompiledSchema schema) {
    var json = new RandomJson(random);
    byte[] left = json.value(4).getBytes(StandardCharsets.UTF_8);
    byte[] right = damaged(random, json.value(4).getBytes(StandardCharsets.UTF_8));
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
      new Reducer().reduce(tape, 0, other, 0, annotations, random.nextBoolean(), new JsonBuffer());
    } catch (ReduceException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Test
  void schemas() {
    byte[] sample = SCHEMA.getBytes(StandardCharsets.UTF_8);
    forAWhile(random -> schema(random, damaged(random, sample)));
  }

  private void schema(Random random, byte[] bytes) {
    try {
      JsonNode tree = ExactJson.read(bytes, 0, bytes.length);
      Limits.enforce(Inference.infer(tree), random.nextInt(9)).locations();
      CompiledSchema compiled = CompiledSchema.compile(tree);
      byte[] document = new RandomJson(random).value(3).getBytes(StandardCharsets.UTF_8);
      tape.parse(document, 0, document.length);
      compiled.validate(tape, 0, new Annotations());
    } catch (JsonException | SchemaException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
