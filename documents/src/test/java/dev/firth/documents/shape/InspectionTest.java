package dev.firth.documents.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words about mistakes in a schema. */
class InspectionTest {

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'type': 'integer'}            | required   | fine
          {'type': ['integer', 'string']} | required  | fine
          {'type': 'integer', 'default': 0} | optional | fine
          {'type': 'integer', 'default': 0.5} | optional | the default of the key location /id is no boolean, integer or string
          {'type': 'integer'}            | optional   | the key location /id may be absent: add it, and what it is in, to `required`, or give it a `default`
          {'type': 'number'}             | required   | the key location /id may be number, but a key is made of booleans, integers and strings: give it one of these types, without null
          {'type': ['string', 'null']}   | required   | the key location /id may be null or string, but a key is made of booleans, integers and strings: give it one of these types, without null
          false                          | required   | the key location /id can be in no document that the schema accepts
          """)
  void keys(String location, String required, String expected) {
    String schema =
        "{'type': 'object', 'properties': {'id': %s}, 'required': [%s]}"
            .formatted(location, required.equals("required") ? "'id'" : "");
    assertThat(words(Inspection.key(ShapeTest.shape(schema), List.of("/id")))).isEqualTo(expected);
  }

  @Test
  void unmentionedKeyMayBeAnything() {
    assertThat(words(Inspection.key(ShapeTest.shape("{'type': 'object'}"), List.of("/id"))))
        .startsWith("the key location /id may be anything, but a key is made of");
  }

  @Test
  void emptyKey() {
    assertThat(words(Inspection.key(Shape.ANYTHING, List.of())))
        .isEqualTo("the key is empty: it must name at least one location, such as /id");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'type': 'object'}           | fine
          {'type': ['object', 'null']} | documents may be null or object, but a collection holds objects: say `type: object` at the schema's root
          false                        | the schema accepts no document: its parts contradict each other
          """)
  void roots(String schema, String expected) {
    assertThat(words(Inspection.root(ShapeTest.shape(schema)))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum    | {'type': 'integer'}          | fine
          sum    | {'type': ['number', 'null']} | /n is reduced by `sum`, which needs numbers or numeric strings, but may be null or number
          merge  | {'type': 'object'}           | fine
          merge  | {'type': 'string'}           | /n is reduced by `merge`, which needs objects or arrays, but may be string
          append | {'type': 'object'}           | /n is reduced by `append`, which needs arrays, but may be object
          maximize | true                       | fine
          """)
  void reductions(String strategy, String location, String expected) {
    String schema =
        "{'type': 'object', 'reduce': {'strategy': 'merge'}, 'properties': {'n': {'allOf': [%s], 'reduce': {'strategy': '%s'}}}}"
            .formatted(location, strategy);
    assertThat(words(Inspection.reductions(ShapeTest.shape(schema)))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type': 'object', 'properties': {'n': {'type': 'integer', 'reduce': {'strategy': 'sum'}}}} | /n is reduced by `sum`, but the document around it is not reduced, so that its last value would win: give that `reduce: {strategy: merge}` too
          {'type': 'object', 'reduce': {'strategy': 'merge'}, 'properties': {'a': {'type': 'object', 'properties': {'b/c': {'type': 'array', 'reduce': {'strategy': 'append'}}}}}} | /a/b~1c is reduced by `append`, but /a around it is not reduced, so that its last value would win: give that `reduce: {strategy: merge}` too
          {'type': 'object', 'reduce': {'strategy': 'merge'}, 'additionalProperties': {'type': 'array', 'items': {'type': 'integer', 'reduce': {'strategy': 'maximize'}}}} | /*/* is reduced by `maximize`, but /* around it is not reduced, so that its last value would win: give that `reduce: {strategy: merge}` too
          {'type': 'object', 'properties': {'n': {'type': 'integer', 'reduce': {'strategy': 'lastWriteWins'}}}} | fine
          {'type': 'object', 'properties': {'n': {'type': 'integer', 'reduce': {'strategy': 'sum'}}}, 'if': {'required': ['d']}, 'then': {'reduce': {'strategy': 'merge'}}} | fine
          {'type': 'object', 'allOf': [{'reduce': {'strategy': 'merge'}}, {'properties': {'n': {'type': 'integer', 'reduce': {'strategy': 'sum'}}}}]} | fine
          """)
  void reductionsWithinWhatIsNotReduced(String schema, String expected) {
    assertThat(words(Inspection.reductions(ShapeTest.shape(schema)))).isEqualTo(expected);
  }

  private static String words(List<Inspection.Problem> problems) {
    return problems.isEmpty() ? "fine" : problems.getFirst().sentence();
  }
}
