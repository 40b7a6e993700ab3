package dev.firth.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code firth validate --batch}: rows and their answers, errors by their keywords. */
class ValidateRowsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          # a row                                                                                                | valid, or the keywords that failed
          {"schema":{"type":"integer"},"document":1}                                                             | valid
          {"schema":{"type":"integer"},"document":"1"}                                                           | type
          # members in any order, blanks anywhere, others mean nothing
          {"id":7, "document" : 1 , "schema" : {"type":"integer"} }                                              | valid
          # a schema may be true or false
          {"schema":true,"document":{"a":[null]}}                                                                | valid
          {"schema":false,"document":1}                                                                          | false
          # numbers keep their value, whatever their size
          {"schema":{"const":100000000000000000000000000000000000000000001},"document":100000000000000000000000000000000000000000002} | const
          {"schema":{"const":100000000000000000000000000000000000000000001},"document":100000000000000000000000000000000000000000001.0} | valid
          {"schema":{"multipleOf":0.1},"document":0.30000000000000000000000000000000001}                         | multipleOf
          {"schema":{"maximum":1e400},"document":1e401}                                                          | maximum
          # the draft is 2020-12 unless the row says otherwise
          {"schema":{"prefixItems":[{"type":"string"}]},"document":[1]}                                          | type
          {"schema":{"prefixItems":[{"type":"string"}]},"document":[1],"draft":"2020-12"}                        | type
          {"schema":{"prefixItems":[{"type":"string"}]},"document":[1],"draft":"2019-09"}                        | valid
          {"schema":{"dependentRequired":{"a":["b"]}},"document":{"a":1},"draft":"2019-09"}                      | dependentRequired
          {"schema":{"dependentRequired":{"a":["b"]}},"document":{"a":1},"draft":"7"}                            | valid
          {"schema":{"items":[{"type":"string"}]},"document":[1],"draft":"7"}                                    | type
          # a $schema inside wins
          {"schema":{"$schema":"https://json-schema.org/draft/2020-12/schema","prefixItems":[{"type":"string"}]},"document":[1],"draft":"7"} | type
          {"schema":{"$schema":"http://json-schema.org/draft-07/schema#","prefixItems":[{"type":"string"}]},"document":[1]} | valid
          # $ref to the metaschemas of the drafts
          {"schema":{"$ref":"https://json-schema.org/draft/2020-12/schema"},"document":{"type":"integer"}}       | valid
          {"schema":{"$ref":"https://json-schema.org/draft/2020-12/schema"},"document":{"minLength":-1}}         | minimum
          {"schema":{"$ref":"http://json-schema.org/draft-07/schema#"},"document":{"minLength":1},"draft":"7"}   | valid
          {"schema":{"$ref":"https://json-schema.org/draft/2019-09/schema"},"document":{"$anchor":1}}            | type
          # an inner $id is a resource of its own
          {"schema":{"$id":"http://a/x","$defs":{"y":{"$id":"y","$defs":{"z":{"type":"null"}},"$ref":"#/$defs/z"}},"$ref":"y"},"document":1} | type
          # format asserts, as in collections, unless the row says otherwise
          {"schema":{"format":"date"},"document":"2026-13-01"}                                                   | format
          {"schema":{"format":"date"},"document":"2026-13-01","assertFormats":true}                              | format
          {"schema":{"format":"date"},"document":"2026-13-01","assertFormats":false}                             | valid
          """)
  void answers(String row, String expected) {
    String answer = Rows.answer(new ValidateRows(), row);
    if (expected.equals("valid")) {
      assertThat(answer).isEqualTo("{\"valid\":true,\"errors\":[]}");
    } else {
      assertThat(answer)
          .startsWith("{\"valid\":false,\"errors\":[")
          .contains("\"keyword\":\"" + expected + "\"");
    }
  }

  @Test
  void anErrorSaysWhereWhatAndWhy() {
    assertThat(
            Rows.answer(
                new ValidateRows(),
                """
                {"schema":{"properties":{"a":{"type":"number"}}},"document":{"a":"n/a"}}"""))
        .isEqualTo(
            """
            {"valid":false,"errors":[{"pointer":"/a","keyword":"type","expected":"number","found":"string \\"n/a\\""}]}""");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          # a row                                                             | what its error says
          {"schema":{"type":"integer"}}                                       | the row has no member "document"
          {"document":1}                                                      | the row has no member "schema"
          {"schema":1,"document":1}                                           | the schema is refused: schema: expected a schema
          {"schema":{"type":"intger"},"document":1}                           | the schema is refused: /type
          {"schema":{"pattern":"("},"document":"x"}                           | the schema is refused: /pattern
          {"schema":{"$ref":"#/$defs/none"},"document":1}                     | leads to nothing in this schema
          {"schema":{"$ref":"#"},"document":1}                                | would never end
          # nothing is loaded from outside
          {"schema":{"$ref":"https://example.com/order.json"},"document":1}   | leads to no schema that is known here
          {"schema":{"$ref":"file:///etc/passwd"},"document":1}               | leads to no schema that is known here
          {"schema":true,"document":1,"draft":"4"}                            | "draft" must be "2020-12", "2019-09" or "7"
          {"schema":true,"document":1,"draft":7}                              | "draft" must be "2020-12", "2019-09" or "7"
          {"schema":true,"document":1,"assertFormats":"yes"}                  | "assertFormats" must be true or false, not a string
          {"schema":true,"document":1,"document":2}                           | invalid JSON at byte
          {"schema":true,"document":01}                                       | invalid JSON at byte
          {"schema":true,"document":"\\ud800"}                                | invalid JSON at byte
          {"schema":true,"document":NaN}                                      | invalid JSON at byte
          {"schema":true,"document":1                                         | invalid JSON at byte
          [1]                                                                 | a row is a JSON object, not an array
          """)
  void errors(String row, String sentence) {
    assertThat(Rows.answer(new ValidateRows(), row))
        .startsWith("{\"error\":\"")
        .contains(sentence.replace("\"", "\\\""));
  }

  @Test
  void aSchemaIsCompiledOncePerDraftAndReading() {
    var core = new ValidateRows();
    for (String row :
        List.of(
            "{\"schema\":{\"format\":\"date\"},\"document\":\"x\",\"assertFormats\":false}",
            "{\"schema\":{\"format\":\"date\"},\"document\":\"x\",\"assertFormats\":false}")) {
      assertThat(Rows.answer(core, row)).contains("\"valid\":true");
    }
    assertThat(Rows.answer(core, "{\"schema\":{\"format\":\"date\"},\"document\":\"x\"}"))
        .contains("\"valid\":false");
  }

  @Test
  void neitherDepthNorLengthOfReferencesEndTheProgram() {
    var core = new ValidateRows();
    String deep = "[".repeat(100_000);
    assertThat(Rows.answer(core, "{\"schema\":true,\"document\":" + deep + "}"))
        .contains("more than 512 arrays and objects");
    var chain = new StringBuilder("{\"schema\":{\"$ref\":\"#/$defs/a0\",\"$defs\":{");
    for (int i = 0; i < 50_000; i++) {
      chain.append("\"a%d\":{\"$ref\":\"#/$defs/a%d\"},".formatted(i, i + 1));
    }
    chain.append("\"a50000\":{\"type\":\"null\"}}},\"document\":1}");
    assertThat(Rows.answer(core, chain.toString())).startsWith("{\"error\":\"the row's schema");
    assertThat(Rows.answer(core, "{\"schema\":true,\"document\":1}")).contains("true");
  }
}
