package dev.firth.documents.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.Tape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A closed schema sees a stamped document as its connector wrote it. */
class StampedDocumentsTest {
  private static final String STAMP = "\"uuid\":\"u\",\"clock\":\"c\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      {"properties":{"a":{}},"additionalProperties":false}       | {"_meta":{S},"a":1}          | true
      {"properties":{"a":{}},"additionalProperties":false}       | {"_meta":{S,"op":"c"},"a":1} | false
      {"properties":{"a":{}},"additionalProperties":false}       | {"_meta":{},"a":1}           | false
      {"properties":{"a":{}},"unevaluatedProperties":false}      | {"_meta":{S},"a":1}          | true
      {"properties":{"a":{}},"unevaluatedProperties":false}      | {"_meta":{S},"b":1}          | false
      {"maxProperties":1}                                        | {"_meta":{S},"a":1}          | true
      {"maxProperties":1}                                        | {"_meta":{S,"op":"c"},"a":1} | false
      {"minProperties":2}                                        | {"_meta":{S},"a":1}          | false
      {"propertyNames":{"maxLength":1}}                          | {"_meta":{S},"a":1}          | true
      {"properties":{"_meta":{"properties":{"op":{}},"required":["op"],"additionalProperties":false}}} | {"_meta":{S,"op":"c"}} | true
      {"properties":{"_meta":{"properties":{"op":{}},"required":["op"],"additionalProperties":false}}} | {"_meta":{S,"x":"c"}} | false
      {"properties":{"_meta":{"maxProperties":1}}}               | {"_meta":{S,"op":"c"}}       | true
      {"properties":{"_meta":{"properties":{"uuid":{"type":"integer"}}}}} | {"_meta":{S}}       | true
      {"dependentRequired":{"_meta":["b"]}}                      | {"_meta":{S},"a":1}          | true
      {"dependentRequired":{"a":["_meta"]}}                      | {"_meta":{S},"a":1}          | false
      {"dependentRequired":{"a":["_meta"]}}                      | {"_meta":{S,"op":"c"},"a":1} | true
      {"dependentSchemas":{"_meta":false}}                       | {"_meta":{S},"a":1}          | true
      {"properties":{"_meta":{"dependencies":{"uuid":["op"]}}}}  | {"_meta":{S,"x":1},"a":1}    | true
      """)
  void seesNothingOfTheStamp(String schema, String document, boolean valid) {
    var compiled = CompiledSchema.compile(JsonMapper.shared().readTree(schema));
    byte[] bytes = document.replace("S", STAMP).getBytes(UTF_8);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    assertThat(compiled.forStamped().validate(tape, 0)).isEqualTo(valid);
    assertThat(compiled.forStamped().validate(tape, 0, new Annotations())).isEqualTo(valid);
    assertThat(compiled.forStamped().hash()).isEqualTo(compiled.hash());
  }
}
