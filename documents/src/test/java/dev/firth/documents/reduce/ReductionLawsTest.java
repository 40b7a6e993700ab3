package dev.firth.documents.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.JsonOrder;
import dev.firth.documents.json.Tape;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Reductions are associative: neighbours may be combined in any way before they meet the rest. */
class ReductionLawsTest {
  private static final CompiledSchema SCHEMA =
      CompiledSchema.compile(
          new ObjectMapper()
              .readTree(
                  """
                  {"reduce": {"strategy": "merge"},
                   "properties": {
                    "sum": {"reduce": {"strategy": "sum"}},
                    "text": {"reduce": {"strategy": "sum"}},
                    "least": {"reduce": {"strategy": "minimize"}},
                    "best": {"reduce": {"strategy": "maximize", "key": ["/k"]}, "properties": {"n": {"reduce": {"strategy": "sum"}}}},
                    "first": {"reduce": {"strategy": "firstWriteWins"}},
                    "last": {},
                    "gone": {"if": {"type": "null"}, "then": {"reduce": {"strategy": "lastWriteWins", "delete": true}}},
                    "all": {"reduce": {"strategy": "append"}},
                    "tags": {"reduce": {"strategy": "set"}},
                    "shape": {"reduce": {"strategy": "jsonSchemaMerge"}},
                    "lines": {"reduce": {"strategy": "merge", "key": ["/k"]}, "items": {"reduce": {"strategy": "merge"}, "properties": {"n": {"reduce": {"strategy": "sum"}}}}}
                   },
                   "additionalProperties": {"if": {"type": "object"}, "then": {"reduce": {"strategy": "merge"}}}
                  }
                  """));

  @Property(tries = 2000)
  void combiningTheTailFirstGivesTheSame(@ForAll long seed) {
    var random = new Random(seed);
    String a = document(random, false);
    String b = document(random, false);
    String c = document(random, false);
    String left = reduce(reduce(a, b, false), c, false);
    String right = reduce(a, reduce(b, c, false), false);
    if (left != null && right != null) {
      same(left, right);
    }
  }

  @Property(tries = 2000)
  void combiningBeforeAFullReductionChangesNothing(@ForAll long seed) {
    var random = new Random(seed);
    String known = random.nextInt(4) == 0 ? "{}" : document(random, true);
    String a = document(random, false);
    String b = document(random, false);
    String oneByOne = reduce(reduce(known, a, true), b, true);
    String combined = reduce(a, b, false);
    assertThat(oneByOne).isNotNull();
    if (combined != null && oneByOne != null) {
      String atOnce = reduce(known, combined, true);
      assertThat(atOnce).isNotNull();
      same(oneByOne, String.valueOf(atOnce));
    }
  }

  private static void same(String expected, String actual) {
    if (!JsonOrder.equal(tape(expected), 0, tape(actual), 0)) {
      assertThat(actual).isEqualTo(expected);
    }
  }

  private static Tape tape(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    return tape;
  }

  /** The reduced document, or null where the two must stay apart or one was not to be had. */
  private static @Nullable String reduce(
      @Nullable String earlier, @Nullable String later, boolean full) {
    if (earlier == null || later == null) {
      return null;
    }
    Tape right = tape(later);
    var annotations = new Annotations();
    assertThat(SCHEMA.validate(right, 0, annotations)).isTrue();
    var out = new JsonBuffer();
    Outcome outcome = new Reducer().reduce(tape(earlier), 0, right, 0, annotations, full, out);
    return outcome == Outcome.REDUCED ? out.toString() : null;
  }

  private static String document(Random random, boolean known) {
    var members = new TreeSet<String>();
    int size = random.nextInt(8);
    for (int i = 0; i < size; i++) {
      members.add(member(random, known));
    }
    var seen = new TreeSet<String>();
    return members.stream()
        .filter(m -> seen.add(m.substring(0, m.indexOf(':'))))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String member(Random random, boolean known) {
    int n = random.nextInt(4);
    return switch (random.nextInt(12)) {
      case 0 -> "\"sum\":" + number(random);
      case 1 -> "\"text\":\"" + number(random) + "\"";
      case 2 -> "\"least\":" + number(random);
      case 3 -> "\"best\":{\"k\":%d,\"n\":%d,\"x%d\":1}".formatted(n, random.nextInt(9), n);
      case 4 -> "\"first\":" + n;
      case 5 -> "\"last\":" + n;
      case 6 -> "\"gone\":" + (random.nextBoolean() && !known ? "null" : n);
      case 7 -> "\"all\":[" + n + "]";
      case 8 -> "\"tags\":" + set(random, known);
      case 9 -> "\"lines\":" + lines(random);
      case 10 -> "\"shape\":" + shape(random);
      default ->
          "\"y%d\":%s".formatted(n, random.nextInt(3) == 0 ? n : "{\"z%d\":%d}".formatted(n, n));
    };
  }

  private static String number(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> String.valueOf(random.nextLong());
      case 1 -> random.nextInt(100) + "." + random.nextInt(100);
      case 2 -> "0.1";
      case 3 -> "12345678901234567890123" + random.nextInt(10);
      default -> String.valueOf(random.nextInt(9) - 4);
    };
  }

  private static String set(Random random, boolean known) {
    String add = "\"add\":" + items(random);
    if (known) {
      return "{" + add + "}";
    }
    String other =
        "\"%s\":%s".formatted(random.nextBoolean() ? "remove" : "intersect", items(random));
    return switch (random.nextInt(3)) {
      case 0 -> "{" + add + "}";
      case 1 -> "{" + other + "}";
      default -> "{" + add + "," + other + "}";
    };
  }

  private static String shape(Random random) {
    String number = number(random);
    return switch (random.nextInt(5)) {
      case 0 -> "{\"type\":\"number\",\"minimum\":" + number + "}";
      case 1 -> "{\"type\":\"string\",\"maxLength\":" + random.nextInt(9) + "}";
      case 2 ->
          "{\"type\":\"object\",\"required\":[\"a\"],\"additionalProperties\":false,\"properties\":{\"a\":{\"maximum\":"
              + number
              + "}}}";
      case 3 -> "{\"type\":\"array\",\"items\":{\"enum\":[" + number + ",null]}}";
      default -> "{\"enum\":[\"a\"," + random.nextInt(4) + "]}";
    };
  }

  private static String items(Random random) {
    var items = new TreeSet<Integer>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(random.nextInt(6));
    }
    return items.toString();
  }

  private static String lines(Random random) {
    var keys = new TreeSet<Integer>();
    for (int i = random.nextInt(4); i > 0; i--) {
      keys.add(random.nextInt(5));
    }
    return keys.stream()
        .map(k -> "{\"k\":%d,\"n\":%d}".formatted(k, random.nextInt(9)))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
