package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Parsed;
import dev.firth.documents.json.Tape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each keyword means, as tables beside this class: a schema, then lines of documents that it
 * accepts (+) and refuses (-), with two semicolons between documents.
 */
class KeywordTablesTest {
  private final Annotations annotations = new Annotations();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "types",
        "numbers",
        "strings",
        "arrays",
        "objects",
        "branches",
        "references",
        "unevaluated",
        "formats",
        "drafts"
      })
  void table(String concept) throws IOException {
    CompiledSchema schema = CompiledSchema.compile(ExactJson.read("true"));
    int checked = 0;
    for (String line : lines(concept)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.charAt(0) != '+' && line.charAt(0) != '-') {
        schema = CompiledSchema.compile(ExactJson.read(line));
        continue;
      }
      for (String document : line.substring(1).split(";;")) {
        check(schema, document.strip(), line.charAt(0) == '+');
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(10);
  }

  private void check(CompiledSchema schema, String document, boolean valid) {
    String name = document + " against " + schema.source();
    Tape tape = Parsed.json(document);
    assertThat(schema.validate(tape, 0)).as(name).isEqualTo(valid);
    assertThat(schema.validate(tape, 0, annotations)).as("annotated: " + name).isEqualTo(valid);
    Tape within = Parsed.json("[1," + document + ",{}]");
    assertThat(schema.validate(within, 4)).as("within another: " + name).isEqualTo(valid);
    if (!valid) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      List<Violation> violations = schema.explain(bytes, 0, bytes.length);
      assertThat(violations)
          .as(name)
          .isNotEmpty()
          .noneMatch(violation -> violation.keyword().equals("schema"));
    }
  }

  private static List<String> lines(String concept) throws IOException {
    try (InputStream in = KeywordTablesTest.class.getResourceAsStream(concept + ".table")) {
      assertThat(in).as(concept).isNotNull();
      try (Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()) {
        return new ArrayList<>(lines.toList());
      }
    }
  }
}
