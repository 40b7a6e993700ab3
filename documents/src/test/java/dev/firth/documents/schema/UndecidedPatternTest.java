package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.documents.json.Tape;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Patterns that would be tried for years. */
@Timeout(60)
class UndecidedPatternTest {
  private static final String HOSTILE = "a".repeat(60) + "!";

  private static CompiledSchema schema(String json) {
    return CompiledSchema.compile(JsonMapper.shared().readTree(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "{\"properties\":{\"x\":{\"items\":{\"pattern\":\"^(?:(a+)\\\\1?)+$\"}}}}; {\"x\":[\"b\",\"%s\"]}; /x/1",
        "{\"not\":{\"properties\":{\"x\":{\"pattern\":\"^(?:(a+)\\\\1?)+$\"}}}}; {\"x\":\"%s\"}; /x",
        "{\"patternProperties\":{\"^(?:(a+)\\\\1?)+$\":true}}; {\"%s\":1}; /%s",
        "{\"pattern\":\"^(?=a)(?:(a|aa)\\\\1?)+$\"}; \"%s\"; the document"
      })
  void itsDocumentIsRefusedWithPatternAndPlace(String schema, String document, String place) {
    var compiled = schema(schema);
    byte[] bytes = document.replace("%s", HOSTILE).getBytes(StandardCharsets.UTF_8);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);

    assertThat(compiled.validate(tape, 0)).isFalse();
    assertThat(compiled.validate(tape, 0, new Annotations())).isFalse();
    assertThat(compiled.explain(bytes, 0, bytes.length))
        .singleElement()
        .asString()
        .startsWith(place.replace("%s", HOSTILE) + ": expected a string that its pattern can be")
        .contains("the pattern \"^(", "was given up on a string of 61 characters after 1006101");
  }

  @Test
  void aSchemaWhoseOwnMemberCannotBeDecidedOnIsRefused() {
    assertThatThrownBy(
            () ->
                schema(
                    "{\"properties\":{\"%s\":{}},\"patternProperties\":{\"^(?:(a+)\\\\1?)+$\":{\"type\":\"string\"}}}"
                        .formatted(HOSTILE)))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("was given up on a string of 61 characters");
  }

  @Test
  void longStringsAreDecidedOn() {
    var tape = new Tape();
    byte[] bytes = ("\"" + "ab1".repeat(100_000) + "\"").getBytes(StandardCharsets.UTF_8);
    tape.parse(bytes, 0, bytes.length);
    assertThat(schema("{\"pattern\":\"^(?=.*[0-9])(?!.*[A-Z])[a-z0-9]+$\"}").validate(tape, 0))
        .isTrue();
  }
}
