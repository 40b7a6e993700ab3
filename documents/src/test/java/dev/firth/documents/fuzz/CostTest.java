package dev.firth.documents.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.JsonException;
import dev.firth.documents.json.JsonOrder;
import dev.firth.documents.json.Tape;
import dev.firth.documents.reduce.ReduceException;
import dev.firth.documents.reduce.Reducer;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CanonicalJson;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.NamedFormat;
import dev.firth.documents.shape.Shape;
import dev.firth.documents.shape.Widening;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a large document costs grows with its size, never with the square of it. */
class CostTest {
  private static final int SIZE = 1 << 18;

  /** Bytes allocated for each byte of a document, by whatever is done with it. */
  private static final int FACTOR = 400;

  /** The same where they are made trees, or exceptions that are thrown away. */
  private static final int TREE = 2500;

  private static String large(String unit) {
    return unit.repeat(SIZE / unit.length());
  }

  private static String members(int count, IntFunction<String> name) {
    return IntStream.range(0, count)
        .mapToObj(i -> '"' + name.apply(i) + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String items(int count, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
  }

  private static final String[] REFUSED = {
    large("["),
    large("{\"a\":"),
    large("[1,"),
    large("\""),
    large("\\"),
    '"' + large("\\u00"),
    '"' + large("\\ud83d\\ude00"),
    large(" "),
    large("-"),
    "0." + large("0") + 'e',
    "1e" + large("9"),
    large("\u0080"),
    '{' + large("\"a\":1,") + "\"b\":1}",
    members(100_000, i -> "n" + i % 99_999)
  };

  @TestFactory
  Stream<DynamicTest> whatIsRefused() {
    return Arrays.stream(REFUSED).map(text -> test(text, () -> refuse(utf8(text))));
  }

  private static void refuse(byte[] bytes) {
    Fuzz.bounded(
        bytes.length,
        20,
        () -> {
          try {
            new Tape().parse(bytes, 0, bytes.length);
            assertThat(bytes).as("refused").isEmpty();
          } catch (JsonException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(200);
          }
        });
  }

  private static final String[] READ = {
    large("9"),
    '-' + large("9"),
    "0." + large("3"),
    large("9") + ".5",
    large("9") + "e-999999999",
    "1" + large("0") + "e999999999",
    '"' + large("9") + '"',
    '"' + large("a") + '"',
    '"' + large("\\u0061") + '"',
    '"' + large("\\ud83d\\ude00") + '"',
    '"' + large("é") + '"',
    '"' + large("a.") + '"',
    '"' + large("a@") + '"',
    '"' + large("1:") + '"',
    '"' + large("%41") + '"',
    '"' + large("/~0") + '"',
    '"' + large("{a}") + '"',
    '"' + large("(") + '"',
    '"' + large("xn--") + '"',
    items(40_000, i -> "1"),
    items(40_000, i -> "" + i),
    items(30_000, i -> "1e" + i),
    items(30_000, i -> "[]"),
    items(300, i -> "[".repeat(200) + "]".repeat(200)),
    "[".repeat(509) + items(20_000, i -> "{}") + "]".repeat(509),
    "[".repeat(511) + "]".repeat(511),
    members(40_000, i -> "n" + i),
    members(40_000, i -> "n" + (40_000 - i)),
    "{\"" + large("n") + "\":1}",
    '[' + members(50_000, i -> "n" + i) + ',' + members(50_000, i -> "n" + (50_000 - i)) + ']'
  };

  private static final String SCHEMA =
      """
      {"reduce": {"strategy": %s}, "minimum": 0, "multipleOf": 0.7, "minLength": 3, "uniqueItems": true, "pattern": "(a|é)*(a|é)*b",
       "contains": {"const": "x"}, "minContains": 0, "propertyNames": {"maxLength": 5000000, "pattern": "^(n|[0-9])*$"},
       "anyOf": [{"enum": [1, "x", {"n1": 1}, 1e7, [2]]}, {"if": {"maxProperties": 3}, "then": {"const": 1.5}}, true],
       "unevaluatedProperties": {"maximum": 1e400}, "unevaluatedItems": {"not": {"const": 5.5}}}
      """;

  @TestFactory
  Stream<DynamicTest> whatIsRead() {
    return Arrays.stream(READ)
        .flatMap(
            text ->
                Stream.of(
                    test("tree " + text, () -> tree(text)),
                    test("validate " + text, () -> validate(text)),
                    test("widen " + text, () -> widen(text)),
                    test("order " + text, () -> order(text))));
  }

  private static void tree(String text) {
    byte[] bytes = utf8(text);
    Fuzz.bounded(bytes.length, TREE, () -> ExactJson.read(bytes, 0, bytes.length));
    Fuzz.bounded(bytes.length, TREE, () -> CanonicalJson.of(parsed(text), 0));
  }

  private static void validate(String text) {
    CompiledSchema schema = CompiledSchema.compile(ExactJson.read(SCHEMA.formatted("\"merge\"")));
    byte[] bytes = utf8(text);
    Tape tape = parsed(text);
    Fuzz.bounded(bytes.length, FACTOR, () -> schema.validate(tape, 0, new Annotations()));
    Fuzz.bounded(bytes.length, TREE, () -> schema.explain(bytes, 0, bytes.length));
  }

  private static void widen(String text) {
    Tape tape = parsed(text);
    Fuzz.bounded(
        text.length(),
        FACTOR,
        () -> {
          Shape once = Widening.widen(Shape.NOTHING, tape, 0);
          assertThat(Widening.widen(once, tape, 0)).isSameAs(once);
        });
  }

  private static void order(String text) {
    Tape tape = parsed(text);
    Tape other = parsed(text + ' ');
    Fuzz.bounded(
        text.length(),
        FACTOR,
        () -> {
          assertThat(JsonOrder.compare(tape, 0, other, 0)).isZero();
          assertThat(JsonOrder.equal(tape, 0, other, 0)).isTrue();
          if (tape.count(0) == 2) {
            JsonOrder.equal(tape, 2, other, tape.next(2));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"append\"",
        "\"firstWriteWins\"",
        "\"lastWriteWins\",\"associative\":false",
        "\"minimize\"",
        "\"maximize\",\"key\":[\"/n1\",\"\"]",
        "\"merge\"",
        "\"merge\",\"key\":[\"\"]",
        "\"sum\"",
        "\"set\""
      })
  void reductions(String strategy) {
    CompiledSchema schema =
        CompiledSchema.compile(ExactJson.read("{\"reduce\":{\"strategy\":" + strategy + "}}"));
    for (String text : READ) {
      String value = strategy.equals("\"set\"") ? "{\"add\":" + text + '}' : text;
      Tape left = parsed(value);
      Tape right = parsed(value);
      var annotations = new Annotations();
      schema.validate(right, 0, annotations);
      for (boolean full : new boolean[] {false, true}) {
        Fuzz.bounded(value.length(), FACTOR, () -> reduce(left, right, annotations, full));
      }
    }
  }

  private static void reduce(Tape left, Tape right, Annotations annotations, boolean full) {
    try {
      new Reducer().reduce(left, 0, right, 0, annotations, full, new JsonBuffer());
    } catch (ReduceException refused) {
      assertThat(refused.getMessage()).hasSizeLessThan(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date",
        "date-time",
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "uri",
        "uri-reference",
        "iri",
        "iri-reference",
        "uri-template",
        "json-pointer",
        "relative-json-pointer",
        "regex",
        "uuid",
        "integer",
        "number",
        "sha256"
      })
  void formats(String format) {
    for (String text : READ) {
      if (text.startsWith("\"")) {
        String value = parsed(text).string(0);
        Fuzz.bounded(value.length(), TREE, () -> NamedFormat.accepts(format, value));
      }
    }
  }

  private static DynamicTest test(String text, Executable body) {
    return DynamicTest.dynamicTest(
        '`' + text.substring(0, Math.min(40, text.length())) + '`', body);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Tape parsed(String text) {
    byte[] bytes = utf8(text);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    return tape;
  }
}
