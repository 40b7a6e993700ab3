package dev.firth.documents.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads a row of a reduction's table. JSON is written with single quotes, {@code -} stands for
 * nothing. An outcome is the reduced value byte for byte; {@code deleted} and a value; {@code
 * apart} where the two cannot be combined without what went before; or {@code !} and a part of the
 * error. An empty outcome is the same as the one before it.
 */
final class ReduceTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReduceTable() {}

  static void check(
      String schema, String earlier, String later, String partial, @Nullable String full) {
    assertThat(reduce(schema, earlier, later, false)).as("associative").satisfies(matches(partial));
    assertThat(reduce(schema, earlier, later, true))
        .as("full")
        .satisfies(matches(full == null ? partial : full));
  }

  private static Consumer<String> matches(String expected) {
    return expected.startsWith("!")
        ? actual -> assertThat(actual).startsWith("!").contains(expected.substring(1).strip())
        : actual -> assertThat(actual).isEqualTo(expected);
  }

  private static String reduce(String schema, String earlier, String later, boolean full) {
    CompiledSchema compiled = CompiledSchema.compile(JSON.readTree(schema.replace('\'', '"')));
    var left = new Tape();
    int l = earlier.equals("-") ? Reducer.ABSENT : 0;
    if (l == 0) {
      parse(left, earlier);
    }
    Tape right = parse(new Tape(), later);
    var annotations = new Annotations();
    assertThat(compiled.validate(right, 0, annotations)).as("the later value is valid").isTrue();
    var out = new JsonBuffer();
    out.put('#');
    try {
      var outcome = new Reducer().reduce(left, l, right, 0, annotations, full, out);
      String text = out.toString().substring(1).replace('"', '\'');
      return switch (outcome) {
        case REDUCED -> text;
        case DELETED -> "deleted " + text;
        case NOT_ASSOCIATIVE -> text.isEmpty() ? "apart" : "apart, but wrote " + text;
      };
    } catch (ReduceException e) {
      assertThat(out.toString()).as("what was written").isEqualTo("#");
      return "!" + e.getMessage();
    }
  }

  private static Tape parse(Tape tape, String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    tape.parse(bytes, 0, bytes.length);
    return tape;
  }
}
