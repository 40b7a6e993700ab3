package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Parsed;
import dev.firth.documents.json.RandomJson;
import dev.firth.documents.json.Tape;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import tools.jackson.databind.JsonNode;

/** Compiled schemas and the reference validator agree about what is valid. */
class SchemaProperties {
  private static final int DOCUMENTS = 12;

  private final Annotations annotations = new Annotations();

  @Property(tries = 700)
  void agreesWithTheReference(@ForAll long seed) {
    compare(seed);
  }

  @Property(tries = 85_000)
  @Tag("slow")
  void agreesWithTheReferenceAMillionTimes(@ForAll long seed) {
    compare(seed);
  }

  private void compare(long seed) {
    var json = new RandomJson(new Random(seed));
    String source = new RandomSchema(json).document();
    JsonNode tree = ExactJson.read(source);
    CompiledSchema ours = CompiledSchema.compile(tree);
    Schema theirs =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(tree);
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = json.value(3);
      Tape tape = Parsed.json(document);
      boolean valid = ours.validate(tape, 0);
      boolean expected =
          theirs.validate(
              ExactJson.read(document),
              OutputFormat.BOOLEAN,
              (execution, context) ->
                  execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
      assertThat(valid).as("%s against %s", document, source).isEqualTo(expected);
      assertThat(ours.validate(tape, 0, annotations))
          .as("annotated: %s against %s", document, source)
          .isEqualTo(valid);
      if (!valid) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        assertThat(ours.explain(bytes, 0, bytes.length))
            .noneMatch(violation -> violation.keyword().equals("schema"));
      }
    }
  }
}
