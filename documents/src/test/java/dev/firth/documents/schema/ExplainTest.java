package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Parsed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'properties':{'total':{'type':'number'}}} | {'total':'n/a'} | /total: expected number, got string \"n/a\"",
        "{'type':['string','null']} | 12 | the document: expected string, null, got number 12",
        "{'required':['id']} | {} | the document: expected member \"id\", got an object without it",
        "{'additionalProperties':false} | {'a/b':[1]} | /a~1b: expected no such member, got an array of 1",
        "{'properties':{'a':true},'unevaluatedProperties':false} | {'a':1,'b':null} | /b: expected no such member, got null",
        "{'items':{'enum':['new','paid']}} | ['new','sent'] | /1: expected one of new, paid, got string \"sent\"",
        "{'const':{'a':1}} | {'a':2} | the document: expected {\"a\":1}, got an object",
        "{'minimum':0} | -0.5 | the document: expected at least 0, got number -0.5",
        "{'exclusiveMaximum':10} | 10 | the document: expected less than 10, got number 10",
        "{'multipleOf':0.01} | 0.001 | the document: expected a multiple of 0.01, got number 0.001",
        "{'minLength':3} | 'ab' | the document: expected at least 3 characters, got string \"ab\"",
        "{'maxLength':3} | 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' | the document: expected at most 3 characters, got a string of 68 characters",
        "{'pattern':'^[a-z]+$'} | 'A1' | the document: expected a string that matches ^[a-z]+$, got string \"A1\"",
        "{'format':'date'} | '2026-02-30' | the document: expected a string of format date, got string \"2026-02-30\"",
        "{'format':'integer'} | '1.5' | the document: expected a string of format integer, got string \"1.5\"",
        "{'uniqueItems':true} | [1,1] | the document: expected items that all differ, got an array of 2",
        "{'minItems':1} | [] | the document: expected at least 1 items, got an empty array",
        "{'maxProperties':0} | {'a':1} | the document: expected at most 0 members, got an object",
        "{'dependentRequired':{'a':['b']}} | {'a':1} | the document: expected member \"b\", got an object without it",
        "{'properties':{'a':false}} | {'a':true} | /a: expected nothing here, got true",
        "{'not':{'type':'null'}} | null | the document: expected something that does not match {\"type\":\"null\"}, got null"
      })
  void words(String schema, String document, String sentence) {
    byte[] bytes = document.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    CompiledSchema compiled = CompiledSchema.compile(ExactJson.read(schema.replace('\'', '"')));
    assertThat(compiled.validate(Parsed.bytes(bytes), 0)).isFalse();
    assertThat(compiled.explain(bytes, 0, bytes.length).getFirst()).hasToString(sentence);
  }

  @Test
  void whatNoAlternativeIsToBlameForComesFirst() {
    String schema =
        "{\"anyOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}],\"properties\":{\"c\":{\"type\":\"string\"}}}";
    byte[] bytes = "{\"c\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(
            CompiledSchema.compile(ExactJson.read(schema))
                .explain(bytes, 0, bytes.length)
                .getFirst())
        .hasToString("/c: expected string, got number 1");
  }

  @Test
  void whatIsNoJsonIsSaidSo() {
    byte[] bytes = "{".getBytes(StandardCharsets.UTF_8);
    assertThat(
            CompiledSchema.compile(ExactJson.read("true"))
                .explain(bytes, 0, 1)
                .getFirst()
                .toString())
        .startsWith("the document: expected a JSON document, got invalid JSON at byte 1");
  }

  @Test
  void ofAlternativesTheOneThatCameFurthestIsTold() {
    String schema =
        """
        {"oneOf": [
          {"type": "string"},
          {"type": "object", "properties": {"card": {"type": "object", "properties": {"last4": {"pattern": "^[0-9]{4}$"}}}}}]}
        """;
    byte[] bytes = "{\"card\":{\"last4\":\"12\"}}".getBytes(StandardCharsets.UTF_8);
    assertThat(CompiledSchema.compile(ExactJson.read(schema)).explain(bytes, 0, bytes.length))
        .extracting(Violation::pointer)
        .containsSubsequence("/card/last4", "");
  }
}
