package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Parsed;
import dev.firth.documents.json.Tape;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CompiledSchemaTest {
  private static final String ORDER =
      """
      {"type": "object", "required": ["id", "at", "total"],
       "properties": {
         "id": {"type": "string", "format": "uuid"},
         "at": {"type": "string", "format": "date-time"},
         "total": {"type": "number", "minimum": 0, "multipleOf": 0.01, "reduce": {"strategy": "sum"}},
         "status": {"enum": ["new", "paid"]},
         "items": {"type": "array", "uniqueItems": true, "items": {"$ref": "#/$defs/item"}},
         "pay": {"oneOf": [{"required": ["card"], "properties": {"card": true}}, {"required": ["iban"], "properties": {"iban": true}}],
           "unevaluatedProperties": false}},
       "patternProperties": {"^x_": {"type": "string", "minLength": 1}},
       "additionalProperties": false, "reduce": {"strategy": "merge"},
       "$defs": {"item": {"type": "object", "properties": {"sku": {"pattern": "^[A-Z0-9-]{4,20}$"}, "tag": {"pattern": "a.*b|c"}}}}}
      """;

  private static CompiledSchema compile(String schema) {
    return CompiledSchema.compile(ExactJson.read(schema));
  }

  @Test
  void validDocumentsLeaveNoGarbage() {
    byte[] bytes =
        """
        {"id": "2eb8aa08-aa98-11ea-b4aa-73b441d16380", "at": "2026-01-31T23:59:59.123Z", "total": 19.99, "status": "paid",
         "items": [{"sku": "SKU-1", "tag": "xaéb"}, {"sku": "SKU-2"}], "pay": {"iban": "CZ"}, "x_trace": "é"}
        """
            .getBytes(StandardCharsets.UTF_8);
    CompiledSchema schema = compile(ORDER);
    var tape = new Tape();
    var annotations = new Annotations();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 50; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      boolean valid = true;
      for (int i = 0; i < 200; i++) {
        tape.parse(bytes, 0, bytes.length);
        valid &= schema.validate(tape, 0) && schema.validate(tape, 0, annotations);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      assertThat(valid).isTrue();
    }
    assertThat(least).as("bytes allocated by 200 documents").isLessThan(200);
  }

  @Test
  void theHashNamesWhatTheSchemaMeansAndAllItRefersTo() {
    assertThat(compile("{\"type\":\"object\",\"minimum\":1.50}").hash())
        .matches("[0-9a-f]{32}")
        .isEqualTo(compile("{ \"minimum\": 1.5, \"type\": \"object\" }").hash())
        .isNotEqualTo(compile("{\"type\":\"object\",\"minimum\":1.51}").hash());

    String source = "{\"$ref\":\"schema://other\"}";
    CompiledSchema one = compile(source, Map.of("schema://other", "{\"type\":\"string\"}"));
    CompiledSchema two = compile(source, Map.of("schema://other", "{\"type\":\"integer\"}"));
    assertThat(one.hash()).isNotEqualTo(two.hash());
    assertThat(one.source()).isEqualTo(ExactJson.read(source));
  }

  private static CompiledSchema compile(String schema, Map<String, String> others) {
    return CompiledSchema.compile(
        ExactJson.read(schema), uri -> Optional.ofNullable(others.get(uri)).map(ExactJson::read));
  }

  @Test
  void schemasAreResolvedByUri() {
    CompiledSchema schema =
        compile(
            "{\"properties\":{\"a\":{\"$ref\":\"schema://shop/order#/$defs/id\"},\"b\":{\"$ref\":\"schema://shop/order#code\"}}}",
            Map.of(
                "schema://shop/order",
                "{\"$defs\":{\"id\":{\"$ref\":\"item\"},\"c\":{\"$anchor\":\"code\",\"maxLength\":1}}}",
                "schema://shop/item",
                "{\"type\":\"integer\"}"));
    assertThat(schema.validate(Parsed.json("{\"a\":1,\"b\":\"x\"}"), 0)).isTrue();
    assertThat(schema.validate(Parsed.json("{\"a\":\"x\"}"), 0)).isFalse();
    byte[] bytes = "{\"b\":\"xy\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(schema.explain(bytes, 0, bytes.length).getFirst())
        .hasToString("/b: expected at most 1 characters, got string \"xy\"");
  }

  @Test
  void formatsMayOnlyAnnotate() {
    JsonNode schema = ExactJson.read("{\"format\":\"date\"}");
    Tape tape = Parsed.json("\"tomorrow\"");
    assertThat(CompiledSchema.compile(schema).validate(tape, 0)).isFalse();
    assertThat(
            CompiledSchema.compile(schema, uri -> Optional.empty(), Dialect.DRAFT_2020_12, false)
                .validate(tape, 0))
        .isTrue();
  }

  @Test
  void theDeepestDocumentsAreWalked() {
    CompiledSchema schema =
        compile(
            """
            {"allOf": [{"if": {"type": "array"}, "then": {"$ref": "#/$defs/list"}}], "unevaluatedItems": false,
             "$defs": {"list": {"anyOf": [{"items": {"$ref": "#"}}]}}}
            """);
    String deep = "[".repeat(Tape.MAX_DEPTH) + "]".repeat(Tape.MAX_DEPTH);
    assertThat(schema.validate(Parsed.json(deep), 0)).isTrue();
    byte[] bytes = deep.getBytes(StandardCharsets.UTF_8);
    assertThat(
            compile("{\"items\":{\"$ref\":\"#\"},\"maxItems\":0}").explain(bytes, 0, bytes.length))
        .isNotEmpty();
  }

  @Test
  void theSchemaGivenIsNotKept() {
    var given = (ObjectNode) ExactJson.read("{\"type\":\"string\"}");
    CompiledSchema schema = CompiledSchema.compile(given);
    given.put("type", "integer");
    byte[] bytes = "1".getBytes(StandardCharsets.UTF_8);
    assertThat(schema.explain(bytes, 0, 1).getFirst())
        .hasToString("the document: expected string, got number 1");
  }

  @Test
  void containsEvaluatesNothingInDraft201909() {
    String schema =
        "{\"contains\":{\"type\":\"string\"},\"unevaluatedItems\":{\"type\":\"integer\"}}";
    Tape tape = Parsed.json("[\"a\",1]");
    assertThat(compile(schema).validate(tape, 0)).isTrue();
    CompiledSchema older =
        CompiledSchema.compile(
            ExactJson.read(schema), uri -> Optional.empty(), Dialect.DRAFT_2019_09, true);
    assertThat(older.validate(tape, 0)).isFalse();
  }
}
