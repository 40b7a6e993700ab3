package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firth.documents.json.ExactJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaProblemsTest {
  private static List<String> problems(String schema) {
    SchemaException e =
        catchThrowableOfType(
            SchemaException.class, () -> CompiledSchema.compile(ExactJson.read(schema)));
    assertThat(e).as(schema).isNotNull();
    return e.problems().stream().map(SchemaException.Problem::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'strin'} | /type: expected one of array, boolean, integer, null, number, object, string, got string \"strin\"",
        "{'properties':{'a':{'minLength':-1}}} | /properties/a/minLength: expected at least 0, got number -1",
        "{'required':'id'} | /required: expected array, got string \"id\"",
        "{'minLength':1.5} | /minLength: expected integer, got number 1.5",
        "{'properties':{'a/b':{'pattern':'(a'}}} | /properties/a~1b/pattern: the regular expression \"(a\" has an unclosed group at character 3",
        "{'patternProperties':{'*':true}} | /patternProperties/*: the regular expression \"*\" has nothing to repeat at character 1",
        "{'$ref':'#/$defs/itme','$defs':{'item':true,'items':{}}} | /$ref: the reference \"#/$defs/itme\" leads to nothing in this schema. Did you mean \"#/$defs/items\"?",
        "{'items':{'$ref':'https://example.test/order'}} | /items/$ref: the reference \"https://example.test/order\" leads to no schema that is known here.",
        "{'reduce':{'strategy':'sume'}} | /reduce/strategy: unknown reduce strategy \"sume\"; known are append, firstWriteWins, jsonSchemaMerge, lastWriteWins, maximize, merge, minimize, set and sum. Did you mean \"sum\"?",
        "{'reduce':'sum'} | /reduce: expected an object with a strategy, such as {strategy: merge}, got string \"sum\"",
        "{'reduce':{'strategy':'merge','keys':['/id']}} | /reduce/keys: the strategy merge has no parameter \"keys\". Did you mean \"key\"?",
        "{'reduce':{'strategy':'sum','delete':true}} | /reduce/delete: the strategy sum has no parameter \"delete\".",
        "{'reduce':{'strategy':'merge','delete':1}} | /reduce/delete: expected true or false, got number 1",
        "{'reduce':{'strategy':'merge','key':'/id'}} | /reduce/key: expected an array of JSON pointers, got string \"/id\"",
        "{'reduce':{'strategy':'merge','key':['id']}} | /reduce/key/0: the JSON pointer \"id\" must be empty or begin with \"/\"; did you mean \"/id\"?",
        "{'reduce':{'strategy':'jsonSchemaMerge','key':['/a']}} | /reduce/key: the strategy jsonSchemaMerge has no parameter \"key\".",
        "{'properties':{'ssn':{'redact':{'strategy':'hash'}}}} | /properties/ssn/redact/strategy: unknown redact strategy \"hash\"; known are block and sha256.",
        "{'redact':{'strategy':'block','salt':1}} | /redact/salt: the strategy block has no parameter \"salt\".",
        "{'redact':'block'} | /redact: expected an object with a strategy, such as {strategy: block}, got string \"block\"",
        "{'$ref':'#'} | schema: the schema refers to itself without going down into the document: it would never end",
        "{'allOf':[{'$ref':'#/$defs/a'}],'$defs':{'a':{'anyOf':[{'$ref':'#/$defs/b'}]},'b':{'not':{'$ref':'#/$defs/a'}}}} | /$defs/a: the schema refers to itself without going down into the document: it would never end",
        "3 | schema: expected a schema, which is an object, true or false, got number 3"
      })
  void oneProblem(String schema, String problem) {
    assertThat(problems(schema.replace('\'', '"'))).containsExactly(problem);
  }

  @Test
  void tellsAllProblemsAtOnce() {
    String schema =
        """
        {"type": "objekt",
         "properties": {
           "total": {"type": "number", "reduce": {"strategy": "add", "weight": 1}},
           "code": {"pattern": "[z-a]"},
           "item": {"$ref": "#/$defs/itm"}},
         "$defs": {"item": {"enum": "x"}}}
        """;
    assertThat(problems(schema)).hasSize(5);
    assertThatThrownBy(() -> CompiledSchema.compile(ExactJson.read(schema)))
        .hasMessageContaining("/properties/total/reduce/strategy: unknown reduce strategy \"add\"")
        .hasMessageContaining("/properties/code/pattern: ")
        .hasMessageContaining("Did you mean \"#/$defs/item\"?")
        .hasMessageContaining("/$defs/item/enum: expected array");
  }

  @Test
  void recursionIntoTheDocumentIsFine() {
    CompiledSchema.compile(
        ExactJson.read(
            "{\"properties\":{\"next\":{\"$ref\":\"#\"}},\"items\":{\"allOf\":[{\"$ref\":\"#\"}]}}"));
  }

  @Test
  void problemsOfASchemaThatIsReferredToAreTold() {
    assertThatThrownBy(
            () ->
                CompiledSchema.compile(
                    ExactJson.read("{\"$ref\":\"schema://order\"}"),
                    uri ->
                        uri.equals("schema://order")
                            ? Optional.of(
                                ExactJson.read("{\"type\":\"x\",\"items\":{\"pattern\":\"(\"}}"))
                            : Optional.empty()))
        .hasMessageContaining("schema://order#/type: expected one of")
        .hasMessageContaining("schema://order#/items/pattern: the regular expression \"(\"");
  }

  @Test
  void anEmbeddedSchemaIsCheckedByItsOwnDialect() {
    String schema =
        "{\"$defs\":{\"old\":{\"$id\":\"https://example.test/old\",\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[{\"type\":\"x\"}]}}}";
    assertThat(problems(schema))
        .first()
        .asString()
        .startsWith("/$defs/old/items/0/type: expected one of ");
    assertThat(CompiledSchema.compile(ExactJson.read(schema.replace("\"x\"", "\"null\""))))
        .isNotNull();
  }
}
