package dev.firth.catalog.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.specs.InferredSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What becomes of an inferred schema when a shard says what it has seen. */
class InferredSchemasTest {
  private static final String DRAFT = "'$schema':'https://json-schema.org/draft/2019-09/schema',";

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':'integer','minimum':1,'maximum':10} | {'type':'integer','minimum':1,'maximum':10} | same
          {'type':'integer','minimum':1,'maximum':10} | {'type':'integer','minimum':2,'maximum':5} | same
          {'type':'integer','minimum':1,'maximum':10} | {'type':'integer','minimum':10,'maximum':100} | {'type':'integer','minimum':1,'maximum':100}
          {'type':'object','properties':{'a':{'type':'null'}},'required':['a'],'additionalProperties':false} | {'type':'object','properties':{'b':{'type':'null'}},'required':['b'],'additionalProperties':false} | {'type':'object','properties':{'a':{'type':'null'},'b':{'type':'null'}},'additionalProperties':false}
          {'type':'string','format':'date'} | {'type':'string'} | {'type':'string'}
          """)
  void unites(String known, String said, String united) {
    InferredSchemas before = InferredSchemas.of(List.of(inferred("0.0", known)));

    InferredSchemas after = before.with(List.of(inferred("0.0", said)));

    if (united.equals("same")) {
      assertThat(after).isSameAs(before);
    } else {
      assertThat(after.of("orders", "0.0")).contains(schema(united));
    }
  }

  @Test
  void anotherGenerationBeginsAnew() {
    InferredSchemas before = InferredSchemas.of(List.of(inferred("0.0", "{'type':'string'}")));

    InferredSchemas after = before.with(List.of(inferred("1.0", "{'type':'integer'}")));

    assertThat(after.of("orders", "1.0")).contains(schema("{'type':'integer'}"));
    assertThat(after.of("orders", "0.0")).isEmpty();
    assertThat(after.of("pages", "1.0")).isEmpty();
  }

  @Test
  void locationsThatAreTooManyAreFoldedAndStayAllowed() {
    InferredSchemas all = InferredSchemas.NONE;
    for (int i = 0; i < 1_200; i++) {
      String one =
          "{'type':'object','properties':{'p%04d':{'type':'integer'}},'additionalProperties':false}";
      all = all.with(List.of(inferred("0.0", one.formatted(i))));
    }
    JsonNode schema = all.of("orders", "0.0").orElseThrow();
    assertThat(schema.path("properties").size()).isEqualTo(1_000);
    assertThat(schema.path("additionalProperties").path("type").asString("")).isEqualTo("integer");
  }

  private static InferredSchema inferred(String generation, String schema) {
    return new InferredSchema("orders", generation, schema(schema).toString());
  }

  private static JsonNode schema(String text) {
    return ExactJson.read(("{" + DRAFT + text.substring(1)).replace('\'', '"'));
  }
}
