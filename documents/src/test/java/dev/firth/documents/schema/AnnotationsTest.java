package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Parsed;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationsTest {
  private static final ReduceStrategy SUM = new ReduceStrategy.Sum();
  private static final ReduceStrategy MERGE = new ReduceStrategy.Merge(List.of(), false);
  private static final ReduceStrategy APPEND = new ReduceStrategy.Append();

  private final Annotations annotations = new Annotations();

  private Tape validate(String schema, String document, boolean valid) {
    Tape tape = Parsed.json(document);
    CompiledSchema compiled = CompiledSchema.compile(ExactJson.read(schema));
    assertThat(compiled.validate(tape, 0, annotations)).isEqualTo(valid);
    if (valid) {
      var believed = new Annotations();
      compiled.annotate(tape, 0, believed);
      for (int node = 0; node < tape.next(0); node += 2) {
        assertThat(believed.reduce(node)).isEqualTo(annotations.reduce(node));
        assertThat(believed.conflicting(node)).isEqualTo(annotations.conflicting(node));
      }
    }
    return tape;
  }

  private @Nullable ReduceStrategy at(Tape tape, String pointer) {
    return annotations.reduce(Pointer.of(pointer).locate(tape, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'strategy':'append'} | Append[]",
        "{'strategy':'firstWriteWins'} | FirstWriteWins[]",
        "{'strategy':'lastWriteWins'} | LastWriteWins[delete=false, associative=true]",
        "{'strategy':'lastWriteWins','delete':true,'associative':false} | LastWriteWins[delete=true, associative=false]",
        "{'strategy':'minimize'} | Minimize[key=[]]",
        "{'strategy':'maximize','key':['/a','/b/0']} | Maximize[key=[/a, /b/0]]",
        "{'strategy':'merge','key':[''],'delete':true} | Merge[key=[], delete=true]",
        "{'strategy':'set','key':['/id']} | Set[key=[/id]]",
        "{'strategy':'sum'} | Sum[]"
      })
  void strategies(String reduce, String strategy) {
    Tape tape = validate("{\"reduce\":" + reduce.replace('\'', '"') + "}", "{}", true);
    assertThat(String.valueOf(at(tape, ""))).isEqualTo(strategy);
  }

  @Test
  void theKeyOfTheWholeItemIsAKey() {
    Tape tape = validate("{\"reduce\":{\"strategy\":\"merge\",\"key\":[\"\"]}}", "[]", true);
    assertThat(at(tape, ""))
        .isEqualTo(new ReduceStrategy.Merge(List.of(Pointer.ROOT), false))
        .isNotEqualTo(MERGE);
  }

  @Test
  void everyPassedLocationHasItsOwn() {
    Tape tape =
        validate(
            """
            {"reduce": {"strategy": "merge"},
             "properties": {"count": {"reduce": {"strategy": "sum"}}, "tags": {"items": {"reduce": {"strategy": "append"}}}},
             "patternProperties": {"^x": {"reduce": {"strategy": "sum"}}},
             "additionalProperties": {"$ref": "#/$defs/rest"},
             "$defs": {"rest": {"reduce": {"strategy": "append"}}}}
            """,
            "{\"count\":1,\"tags\":[[],[]],\"x1\":2,\"other\":[]}",
            true);
    assertThat(at(tape, "")).isEqualTo(MERGE);
    assertThat(at(tape, "/count")).isEqualTo(SUM);
    assertThat(at(tape, "/tags")).isNull();
    assertThat(at(tape, "/tags/1")).isEqualTo(APPEND);
    assertThat(at(tape, "/x1")).isEqualTo(SUM);
    assertThat(at(tape, "/other")).isEqualTo(APPEND);
  }

  @Test
  void conditionsChoose() {
    String schema =
        """
        {"type": "object", "required": ["op"],
         "if": {"properties": {"op": {"const": "d"}}},
         "then": {"reduce": {"strategy": "merge", "delete": true}},
         "else": {"reduce": {"strategy": "merge"}}}
        """;
    assertThat(at(validate(schema, "{\"op\":\"d\"}", true), ""))
        .isEqualTo(new ReduceStrategy.Merge(List.of(), true));
    assertThat(at(validate(schema, "{\"op\":\"u\"}", true), "")).isEqualTo(MERGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'anyOf':[{'type':'string','reduce':{'strategy':'append'}},{'reduce':{'strategy':'sum'}}]} | 1 | sum",
        "{'oneOf':[{'reduce':{'strategy':'append'},'allOf':[{'type':'string'}]},{'reduce':{'strategy':'sum'}}]} | 1 | sum",
        "{'oneOf':[{'reduce':{'strategy':'sum'}},{'reduce':{'strategy':'append'},'allOf':[{'type':'string'}]}]} | 1 | sum",
        "{'not':{'type':'string','reduce':{'strategy':'sum'}}} | 1 | none",
        "{'not':{'not':{'reduce':{'strategy':'sum'}}}} | 1 | none",
        "{'if':{'type':'string','reduce':{'strategy':'sum'}}} | 1 | none",
        "{'if':{'type':'number','reduce':{'strategy':'sum'}}} | 1 | sum",
        "{'anyOf':[{'type':'number'},{'reduce':{'strategy':'sum'}}]} | 1 | sum",
        "{'dependentSchemas':{'a':{'reduce':{'strategy':'sum'}}}} | {'a':1} | sum",
        "{'dependentSchemas':{'a':{'reduce':{'strategy':'sum'}}}} | {'b':1} | none",
        "{'allOf':[{'$ref':'#/$defs/s'},{'$ref':'#/$defs/s'}],'$defs':{'s':{'reduce':{'strategy':'sum'}}}} | 1 | sum",
        "{'contains':{'type':'string'},'anyOf':[{'items':{'type':'string','reduce':{'strategy':'sum'}}},{'reduce':{'strategy':'sum'}}]} | ['a',1] | sum",
        "{'$dynamicRef':'#s','$defs':{'s':{'$dynamicAnchor':'s','reduce':{'strategy':'sum'}}}} | 1 | sum"
      })
  void failedBranchesSayNothing(String schema, String document, String strategy) {
    Tape tape = validate(schema.replace('\'', '"'), document.replace('\'', '"'), true);
    assertThat(at(tape, "")).isEqualTo(strategy.equals("sum") ? SUM : null);
    assertThat(annotations.conflicting(0)).isNull();
    for (int node = 2; node < tape.next(0); node += 2) {
      assertThat(annotations.reduce(node)).isNull();
    }
  }

  @Test
  void strategiesThatDifferConflict() {
    Tape tape =
        validate(
            "{\"allOf\":[{\"reduce\":{\"strategy\":\"sum\"}},{\"reduce\":{\"strategy\":\"append\"}}]}",
            "[1]",
            true);
    assertThat(annotations.reduce(0)).isNotNull();
    assertThat(annotations.conflicting(0)).isNotNull().isNotEqualTo(annotations.reduce(0));
    assertThat(annotations.conflicting(tape.next(0) - 2)).isNull();
  }

  @Test
  void aDocumentThatFailsLeavesNothing() {
    String schema =
        "{\"properties\":{\"a\":{\"reduce\":{\"strategy\":\"sum\"}},\"b\":{\"type\":\"string\"}}}";
    Tape tape = validate(schema, "{\"a\":1,\"b\":2}", false);
    assertThat(at(tape, "/a")).isNull();
    assertThat(at(validate(schema, "{\"a\":1}", true), "/a")).isEqualTo(SUM);
    assertThat(at(validate(schema, "{\"c\":1}", true), "/c")).isNull();
  }
}
