package dev.firth.documents.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.documents.pattern.EcmaPattern;
import dev.firth.documents.pattern.UndecidedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What is known of a location, by the schema that says it. Schemas are JSON with single quotes. */
class ShapeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Shape shape(String schema) {
    return Inference.infer(json(schema));
  }

  static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static final String ORDER =
      """
      {'type': 'object', 'required': ['id', 'lines', 'ship'],
       'properties': {
         'id': {'type': 'integer', 'title': 'Number'},
         'note': {'type': ['string', 'null'], 'maxLength': 80, 'x-sql-type': 'citext'},
         'state': {'enum': ['new', 'paid']},
         'seen': {'type': 'boolean', 'default': false},
         'lines': {'type': 'array', 'minItems': 1, 'items': {'type': 'object', 'required': ['sku'],
            'properties': {'sku': {'type': 'string'}}}},
         'ship': {'type': ['object', 'null'], 'required': ['city'], 'properties': {'city': {'type': 'string'}}},
         'bill': {'type': 'object', 'required': ['city'], 'additionalProperties': false,
            'properties': {'city': {'type': 'string'}}},
         'gone': false},
       'patternProperties': {'^t_': {'type': 'string', 'format': 'date-time'}}}
      """;

  @ParameterizedTest(name = "at {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``            | MUST     | object
          /id           | MUST     | integer
          /note         | MAY      | null or string
          /state        | MAY      | string
          /gone         | CANNOT   | nothing
          /other        | IMPLICIT | array or boolean or null or number or object or string
          /t_made       | MAY      | string
          /lines        | MUST     | array
          /lines/0      | MUST     | object
          /lines/0/sku  | MUST     | string
          /lines/1/sku  | MAY      | string
          /lines/x      | CANNOT   | nothing
          /ship/city    | MAY      | string
          /bill/city    | MAY      | string
          /bill/zip     | CANNOT   | nothing
          /id/deeper    | CANNOT   | nothing
          /other/deeper | IMPLICIT | array or boolean or null or number or object or string
          """)
  void locates(String pointer, Exists exists, String types) {
    Shape.Located at = shape(ORDER).locate(pointer);
    assertThat(at.exists()).isEqualTo(exists);
    assertThat(at.shape().types()).hasToString(types);
  }

  /** What ECMA-262 says, as the validation does, and not what java.util.regex would. */
  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ^\\\\p{Letter}+$ | /é    | string
          ^\\\\p{Letter}+$ | /1    | integer
          ^[a&&b]+$      | /a&b  | string
          ^a$            | /a%0A | integer
          """)
  void matchesNamesAsTheValidationDoes(String pattern, String pointer, String types) {
    Shape shape =
        shape(
            "{'type': 'object', 'patternProperties': {'%s': {'type': 'string'}}, 'additionalProperties': {'type': 'integer'}}"
                .formatted(pattern));
    assertThat(shape.locate(pointer.replace("%0A", "\n")).shape().types()).hasToString(types);
  }

  @Test
  void keepsWhatDestinationsAsk() {
    Shape order = shape(ORDER);
    Shape note = order.locate("/note").shape();
    assertThat(note.string().maxLength()).contains(80);
    assertThat(note.annotations()).containsEntry("x-sql-type", json("'citext'"));
    assertThat(note.types().nullable()).isTrue();
    assertThat(note.types().without(Types.NULL).names()).containsExactly("string");
    assertThat(order.locate("/id").shape().title()).contains("Number");
    assertThat(order.locate("/seen").shape().defaultValue()).contains(json("false"));
    assertThat(order.locate("/t_x").shape().string().format()).contains("date-time");
    assertThat(order.locate("/state").shape().enumeration())
        .contains(List.of(json("'new'"), json("'paid'")));
  }

  @Test
  void listsLocationsParentsFirst() {
    assertThat(shape(ORDER).locations().stream().map(l -> l.pointer() + " " + l.exists()).toList())
        .containsExactly(
            " MUST",
            "/bill MAY",
            "/bill/city MAY",
            "/gone CANNOT",
            "/id MUST",
            "/lines MUST",
            "/lines/* MAY",
            "/lines/*/sku MAY",
            "/note MAY",
            "/seen MAY",
            "/ship MUST",
            "/ship/city MAY",
            "/state MAY",
            "/* MAY");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true                                                             | array or boolean or null or number or object or string
          false                                                            | nothing
          {'type': 'number'}                                               | number
          {'type': ['integer', 'string']}                                  | integer or string
          {'const': 1.0}                                                   | integer
          {'const': 1.5}                                                   | number
          {'type': 'integer', 'enum': [1, 'a', 1.5]}                       | integer
          {'allOf': [{'type': ['string', 'null']}, {'type': ['string', 'integer']}]}  | string
          {'type': 'number', 'allOf': [{'type': 'integer'}]}               | integer
          {'anyOf': [{'type': 'string'}, {'type': 'null'}]}                | null or string
          {'oneOf': [{'type': 'string'}, {'type': 'integer'}], 'type': ['integer', 'null']} | integer
          {'if': {'type': 'string'}, 'then': {'const': 'a'}, 'else': {'type': 'null'}}      | null or string
          {'enum': [1, 2], 'allOf': [{'enum': [2.0, 3]}]}                  | integer
          {'enum': [1], 'allOf': [{'enum': ['1']}]}                        | nothing
          {'$ref': '#/$defs/s', '$defs': {'s': {'type': 'string'}}}        | string
          {'$ref': '#s', '$defs': {'x': {'$anchor': 's', 'type': 'string'}}} | string
          {'$id': 'http://x/root', '$ref': 'part', '$defs': {'x': {'$id': 'part', 'type': 'null'}}} | null
          {'$id': 'http://x/root', '$ref': 'part#/$defs/y', '$defs': {'x': {'$id': 'part', '$defs': {'y': {'type': 'null'}}}}} | null
          {'$ref': 'schema://elsewhere'}                                   | array or boolean or null or number or object or string
          {'$ref': '#/%zz'}                                                | array or boolean or null or number or object or string
          {'$schema': 'http://json-schema.org/draft-07/schema#', '$ref': '#/definitions/s', 'type': 'null', 'definitions': {'s': {'type': 'string'}}} | string
          {'$schema': 'http://json-schema.org/draft-07/schema#', 'type': 'string', 'allOf': [{'$ref': '#/definitions/s', 'type': 'null'}], 'definitions': {'s': {'$id': 'schema://s'}}} | string
          {'$ref': '#'}                                                    | array or boolean or null or number or object or string
          {'not': {'type': 'string'}}                                      | array or boolean or null or number or object or string
          """)
  void infersTypes(String schema, String types) {
    assertThat(shape(schema).types()).hasToString(types);
  }

  @Test
  void followsReferencesOutside() {
    Shape shape =
        Inference.infer(
            json("{'$ref': 'schema://order#/$defs/id'}"),
            uri ->
                uri.equals("schema://order")
                    ? Optional.of(json("{'$defs': {'id': {'type': 'integer'}}}"))
                    : Optional.empty());
    assertThat(shape.types()).hasToString("integer");
  }

  @Test
  void recursionEnds() {
    Shape tree =
        shape(
            "{'type': 'object', 'properties': {'kids': {'type': 'array', 'items': {'$ref': '#'}}}}");
    assertThat(tree.locate("/kids").shape().types()).hasToString("array");
    assertThat(tree.locate("/kids/0").exists()).isEqualTo(Exists.MAY);
  }

  @ParameterizedTest(name = "{0} and {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'required': ['a']}                                   | {'properties': {'a': {'type': 'string'}}, 'type': 'object'} | MUST | string
          {'properties': {'a': {'type': ['string', 'null']}}}   | {'properties': {'a': {'type': 'string'}}}   | MAY      | string
          {'additionalProperties': false}                       | {'properties': {'a': {'type': 'string'}}}   | CANNOT   | nothing
          {'patternProperties': {'^a': {'type': 'string'}}}     | {'additionalProperties': {'maxLength': 3}}  | MAY      | string
          {'type': 'string'}                                    | {'required': ['a']}                         | CANNOT   | nothing
          """)
  void intersects(String left, String right, Exists exists, String types) {
    for (var at :
        List.of(
            shape(left).intersect(shape(right)).locate("/a"),
            shape(right).intersect(shape(left)).locate("/a"),
            shape("{'allOf': [%s, %s]}".formatted(left, right)).locate("/a"))) {
      assertThat(at.exists()).isEqualTo(exists);
      assertThat(at.shape().types()).hasToString(types);
    }
  }

  @ParameterizedTest(name = "{0} or {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'type': 'object', 'required': ['a']}               | {'type': 'object', 'required': ['a', 'b']}   | MUST     | anything
          {'type': 'object', 'required': ['a']}               | {'type': 'object'}                           | MAY      | anything
          {'type': 'object', 'required': ['a']}               | {'type': 'null'}                             | MAY      | anything
          {'type': 'object', 'properties': {'a': {'type': 'string'}}, 'additionalProperties': false} | {'type': 'object', 'properties': {'a': {'type': 'null'}}} | MAY | null or string
          {'type': 'object', 'properties': {'a': {'type': 'string'}}} | {'type': 'object', 'additionalProperties': false} | MAY | string
          {'type': 'object', 'patternProperties': {'^a': {'type': 'string'}}, 'additionalProperties': false} | {'type': 'object', 'additionalProperties': false} | MAY | string
          """)
  void unites(String left, String right, Exists exists, String types) {
    String expected =
        types.equals("anything") ? "array or boolean or null or number or object or string" : types;
    for (var at :
        List.of(
            shape(left).union(shape(right)).locate("/a"),
            shape(right).union(shape(left)).locate("/a"),
            shape("{'anyOf': [%s, %s]}".formatted(left, right)).locate("/a"))) {
      assertThat(at.exists()).isEqualTo(exists);
      assertThat(at.shape().types()).hasToString(expected);
    }
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'date'    | 'date'    | date
          'integer' | 'number'  | number
          'date'    | 'time'    | none
          """)
  void unitesFormats(String left, String right, String format) {
    Shape both =
        shape("{'type': 'string', 'format': %s}".formatted(left))
            .union(shape("{'type': 'string', 'format': %s}".formatted(right)));
    assertThat(both.string().format().orElse("none")).isEqualTo(format);
  }

  @Test
  void boundsNarrowAndWiden() {
    Shape a = shape("{'type': 'integer', 'minimum': 0, 'maximum': 10}");
    Shape b = shape("{'type': 'number', 'minimum': 5}");
    assertThat(a.intersect(b).number())
        .hasToString("NumberShape[minimum=Optional[5], maximum=Optional[10]]");
    assertThat(a.union(b).number())
        .hasToString("NumberShape[minimum=Optional[0], maximum=Optional.empty]");
  }

  @Test
  void conditionalReductionsAreAllKnown() {
    Shape row =
        shape(
            """
            {'type': 'object', 'if': {'properties': {'op': {'const': 'd'}}},
             'then': {'reduce': {'strategy': 'merge', 'delete': true}},
             'else': {'reduce': {'strategy': 'merge'}}}
            """);
    assertThat(row.reductions()).hasSize(2);
  }

  /** Such a name is in no valid document, so whatever the shape says of it is right. */
  @Test
  void aNameThatItsPatternCannotDecideHasAShape() {
    var name = "a".repeat(60);
    var pattern = "^(x?)(?:a|aa)+\\1b$";
    assertThatThrownBy(() -> EcmaPattern.compile(pattern).find(name))
        .isInstanceOf(UndecidedException.class);

    var shape =
        shape(
            "{'type': 'object', 'required': ['%s'], 'patternProperties': {'%s': {'type': 'string'}}}"
                .formatted(name, pattern.replace("\\", "\\\\")));

    assertThat(shape).isNotNull();
  }
}
