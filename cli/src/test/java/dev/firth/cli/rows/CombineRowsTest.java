package dev.firth.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code firth combine --batch}: rows and their answers. */
class CombineRowsTest {
  private static final String SUM =
      "{reduce:{strategy:merge},properties:{n:{reduce:{strategy:sum}}}}";
  private static final String DELETES =
      "{if:{required:[del]},then:{reduce:{strategy:merge,delete:true}},else:{reduce:{strategy:merge}}}";
  private static final String MERGED =
      "{reduce:{strategy:merge},additionalProperties:{reduce:{strategy:merge}},properties:{k:true}}";

  @ParameterizedTest(name = "{0} full {2}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          # schema | key     | full  | documents                                              | answer
          # by key, in key order
          sum      | /k      | false | {k:2,n:1} {k:1,n:1} {k:2,n:5}                          | {k:1,n:1} {k:2,n:6}
          sum      | /k      | false |                                                        |
          sum      | /k      | false | {k:"a",n:1} {k:9,n:1} {k:-3,n:1} {k:true,n:1} {k:"B",n:1} | {k:true,n:1} {k:-3,n:1} {k:9,n:1} {k:"B",n:1} {k:"a",n:1}
          sum      | /k /l   | false | {k:1,l:"b",n:1} {k:1,l:"a",n:1} {k:1,l:"b",n:2}        | {k:1,l:"a",n:1} {k:1,l:"b",n:3}
          # without an annotation the last one wins
          true     | /k      | false | {k:1,a:1} {k:1,b:2}                                    | {k:1,b:2}
          # numbers keep their value, and what is not reduced its bytes
          sum      | /k      | false | {k:1,n:9007199254740993} {k:1,n:1}                     | {k:1,n:9007199254740994}
          sum      | /k      | false | {k:1,n:1.10,m:1e2}                                     | {k:1,n:1.10,m:1e2}
          sum      | /k      | false | {k:100000000000000000000000000000000001,n:1} {k:100000000000000000000000000000000000,n:1} | {k:100000000000000000000000000000000000,n:1} {k:100000000000000000000000000000000001,n:1}
          # a key of 1.0 is the key 1
          sum      | /k      | false | {k:1,n:1} {k:1.0,n:1}                                  | {k:1.0,n:2}
          # full: the first document of a key is not validated, nor reduced
          number   | /k      | true  | {k:1,n:"not a number"} {k:2,n:"x"}                     | {k:1,n:"not a number"} {k:2,n:"x"}
          deletes  | /k      | true  | {k:1,del:true}                                         | {k:1,del:true}
          # ... the others reduce into it
          sum      | /k      | true  | {k:1,n:1} {k:1,n:2} {k:1,n:3}                          | {k:1,n:6}
          # ... and what ends deleted is left out
          deletes  | /k      | true  | {k:1,a:1} {k:2,a:1} {k:1,del:true}                     | {k:2,a:1}
          deletes  | /k      | true  | {k:1,a:1} {k:1,del:true} {k:1,b:1}                     | {k:1,b:1}
          # associative: a deletion stays, for what went before
          deletes  | /k      | false | {k:1,del:true}                                         | {k:1,del:true}
          # ... documents that cannot be reduced stay, each after the one before it
          merged   | /k      | false | {k:1,a:1} {k:1,a:{}} {k:2,a:{}}                        | {k:1,a:1} {k:1,a:{}} {k:2,a:{}}
          merged   | /k      | true  | {k:1,a:1} {k:1,a:{}}                                   | {k:1,a:{}}
          # defaults of the schema stand for absent parts of the key
          default  | /k      | false | {n:1} {k:7,n:2}                                        | {n:2,k:7}
          """)
  void answers(
      String schema,
      String key,
      boolean full,
      @Nullable String documents,
      @Nullable String answer) {
    assertThat(Rows.answer(new CombineRows(), row(schema, key, full, documents)))
        .isEqualTo("{\"documents\":[" + list(answer) + "]}");
  }

  @ParameterizedTest(name = "{0} full {2}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          # schema | key | full  | documents              | what the error says
          number   | /k  | false | {k:1,n:1} {k:2,n:"x"}  | document 2: the document does not fit its schema: /n: expected number
          number   | /k  | true  | {k:1,n:1} {k:1,n:"x"}  | document 2: the document does not fit its schema: /n: expected number
          sum      | /k  | false | {k:1,n:1} {k:1,n:"x"}  | cannot be reduced
          twice    | /k  | false | {k:1,n:1} {k:1,n:2}    | two strategies
          twice    | /k  | true  | {k:1,n:1} {k:1,n:2}    | two strategies
          number   | /k  | false | {n:1}                  | the key location /k is absent
          number   | /k  | false | {k:1.5}                | the key location /k holds the fractional number 1.5
          number   | /k  | true  | {k:null}               | the key location /k holds null
          number   | k   | false | {k:1}                  | the key is refused
          unknown  | /k  | false | {k:1}                  | the schema is refused
          """)
  void errors(String schema, String key, boolean full, String documents, String sentence) {
    assertThat(Rows.answer(new CombineRows(), row(schema, key, full, documents)))
        .startsWith("{\"error\":\"")
        .contains(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          # a row                                                | answer
          {"schema":true,"key":["/k"],"documents":[{"k":1}]}     | {"documents":[{"k":1}]}
          {"schema":true,"key":[],"documents":[{"k":1},{"k":2}]} | {"documents":[{"k":2}]}
          {"schema":true,"key":"/k","documents":[{"k":1}]}       | {"error":"\\"key\\" must be an array, not a string"}
          {"schema":true,"key":[1],"documents":[{"k":1}]}        | {"error":"\\"key\\" must be a string, not a number"}
          {"schema":true,"key":["/k"],"documents":{"k":1}}       | {"error":"\\"documents\\" must be an array, not an object"}
          {"schema":true,"key":["/k"]}                           | {"error":"the row has no member \\"documents\\""}
          {"schema":true,"key":["/k"],"documents":[],"full":1}   | {"error":"\\"full\\" must be true or false, not a number"}
          """)
  void rows(String row, String answer) {
    assertThat(Rows.answer(new CombineRows(), row)).isEqualTo(answer);
  }

  @Test
  void theDraftAndAnInnerIdMeanWhatTheyDoInValidation() {
    String row =
        """
        {"schema":{"$id":"http://a/outer","$defs":{"in":{"$id":"in","$defs":{"n":{"reduce":{"strategy":"sum"}}},"properties":{"n":{"$ref":"#/$defs/n"}},"reduce":{"strategy":"merge"}},"n":{"reduce":{"strategy":"append"}}},"$ref":"in"},"key":["/k"],"documents":[{"k":1,"n":1},{"k":1,"n":2}],"draft":"%s"}""";
    assertThat(Rows.answer(new CombineRows(), row.formatted("2020-12")))
        .isEqualTo("{\"documents\":[{\"k\":1,\"n\":3}]}");
    assertThat(Rows.answer(new CombineRows(), row.formatted("6"))).contains("must be");
    String items =
        "{\"schema\":{\"properties\":{\"a\":{\"items\":[{\"type\":\"null\"}]}}},\"key\":[\"/k\"],\"documents\":[{\"k\":1,\"a\":[1]}],\"draft\":\"%s\"}";
    assertThat(Rows.answer(new CombineRows(), items.formatted("7"))).contains("does not fit");
  }

  @Test
  void aRowLeavesNothingBehind() {
    var core = new CombineRows();
    String good = row("sum", "/k", false, "{k:1,n:1} {k:1,n:2}");
    String answer = "{\"documents\":[{\"k\":1,\"n\":3}]}";
    assertThat(Rows.answer(core, good)).isEqualTo(answer);
    assertThat(Rows.answer(core, good)).isEqualTo(answer);
    assertThat(Rows.answer(core, row("sum", "/k", false, "{k:1,n:1} {k:1,n:[]}")))
        .contains("error");
    assertThat(Rows.answer(core, good)).isEqualTo(answer);
    String full = row("number", "/k", true, "{k:1,n:1} {k:1,n:2}");
    assertThat(Rows.answer(core, full)).isEqualTo(Rows.answer(core, full));
  }

  private static String row(String schema, String keys, boolean full, @Nullable String documents) {
    String text =
        switch (schema) {
          case "sum" -> SUM;
          case "deletes" -> DELETES;
          case "merged" -> MERGED;
          case "number" -> "{properties:{n:{type:number}}}";
          case "default" -> "{properties:{k:{default:7}},reduce:{strategy:merge}}";
          case "twice" -> "{allOf:[{reduce:{strategy:merge}},{reduce:{strategy:lastWriteWins}}]}";
          case "unknown" -> "{reduce:{strategy:multiply}}";
          default -> schema;
        };
    return "{\"documents\":[%s],\"full\":%s,\"key\":[\"%s\"],\"schema\":%s}"
        .formatted(list(documents), full, keys.replace(" ", "\",\""), quoted(schemaText(text)));
  }

  private static String schemaText(String relaxed) {
    return relaxed
        .replaceAll("strategy:([a-zA-Z]+)", "strategy:\"$1\"")
        .replaceAll("type:([a-z]+)", "type:\"$1\"")
        .replace("[del]", "[\"del\"]");
  }

  private static String list(@Nullable String documents) {
    return documents == null ? "" : quoted(documents).replaceAll("\\} +\\{", "},{");
  }

  /** Names of members in quotes. */
  private static String quoted(String relaxed) {
    return relaxed.replaceAll("([{,])([a-zA-Z]+):", "$1\"$2\":");
  }
}
