package dev.firth.documents.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Parsed;
import dev.firth.documents.json.RandomJson;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a shape becomes when a document that it does not accept is met, and that it stays the same
 * object when it does. The first column is a schema, or {@code -} for nothing yet.
 */
class WideningTest {
  @ParameterizedTest(name = "{0}, then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - | null | {'type':'null'}
          - | true | {'type':'boolean'}
          - | '' | {'type':'string','maxLength':0}
          - | 'x' | {'type':'string','maxLength':1}
          - | 'four' | {'type':'string','minLength':2,'maxLength':4}
          - | 'aaaaaaaa' | {'type':'string','minLength':4,'maxLength':8}
          - | 'aaaaaaaaa' | {'type':'string','minLength':8,'maxLength':16}
          - | '😀😀😀' | {'type':'string','minLength':2,'maxLength':4}
          - | '5' | {'type':'string','maxLength':1,'format':'integer'}
          - | '-1.5' | {'type':'string','minLength':2,'maxLength':4,'format':'number'}
          - | '2026-01-31' | {'type':'string','minLength':8,'maxLength':16,'format':'date'}
          - | '2026-01-31T10:00:00Z' | {'type':'string','minLength':16,'maxLength':32,'format':'date-time'}
          - | 'df518555-34f0-446a-8788-7b36f607bbea' | {'type':'string','minLength':32,'maxLength':64,'format':'uuid'}
          {'type':'string','format':'integer','minLength':1,'maxLength':1} | '5.4' | {'type':'string','minLength':1,'maxLength':4,'format':'number'}
          {'type':'string','format':'integer','minLength':1,'maxLength':1} | 'pizza' | {'type':'string','minLength':1,'maxLength':8}
          {'type':'string','minLength':1,'maxLength':5} | '5' | same
          - | 0 | {'type':'integer','minimum':0,'maximum':0}
          - | 42 | {'type':'integer','minimum':10,'maximum':100}
          - | 10 | {'type':'integer','minimum':10,'maximum':100}
          - | -42 | {'type':'integer','minimum':-100,'maximum':-10}
          - | 0.5 | {'type':'number','minimum':0,'maximum':1}
          - | -0.5 | {'type':'number','minimum':-1,'maximum':0}
          - | 42.0 | {'type':'integer','minimum':10,'maximum':100}
          - | 123456789012345678901 | {'type':'integer','minimum':100000000000000000000,'maximum':1000000000000000000000}
          {'type':'integer','minimum':10,'maximum':100} | 7 | {'type':'integer','minimum':1,'maximum':100}
          {'type':'integer','minimum':10,'maximum':100} | 42.5 | {'type':'number','minimum':10,'maximum':100}
          {'type':'integer'} | 7 | same
          {'type':'integer'} | 0.5 | {'type':'number'}
          - | 123e999999999 | {'type':'integer'}
          - | [] | {'type':'array','maxItems':0,'items':false}
          - | [1,'a'] | {'type':'array','minItems':1,'maxItems':2,'items':{'type':['integer','string'],'maxLength':1,'minimum':1,'maximum':10}}
          {'type':'array','maxItems':1,'items':{'type':'null'}} | [null,null,null] | {'type':'array','maxItems':4,'items':{'type':'null'}}
          {'type':'array','items':[{'type':'null'}],'additionalItems':false} | [true,null] | {'type':'array','items':[{'type':['boolean','null']}],'additionalItems':{'type':'null'}}
          - | {'a':{'b':null}} | {'type':'object','properties':{'a':{'type':'object','properties':{'b':{'type':'null'}},'required':['b'],'additionalProperties':false}},'required':['a'],'additionalProperties':false}
          {'type':'object','required':['a'],'properties':{'a':{'type':'null'}},'additionalProperties':false} | {'b':null} | {'type':'object','properties':{'a':{'type':'null'},'b':{'type':'null'}},'additionalProperties':false}
          {'type':'object','required':['a'],'properties':{'a':{'type':'null'}}} | {'a':null,'b':1} | same
          {'type':'object','additionalProperties':{'type':'null'}} | {'b':true} | {'type':'object','additionalProperties':{'type':['boolean','null']}}
          {'type':'object','patternProperties':{'^x':{'type':'null'}},'additionalProperties':false} | {'x1':true,'y':null} | {'type':'object','properties':{'y':{'type':'null'}},'patternProperties':{'^x':{'type':['boolean','null']}},'additionalProperties':false}
          {'enum':['a','c']} | 'a' | same
          {'enum':['a','c']} | 'b' | {'type':'string','enum':['a','b','c']}
          {'enum':['a',1]} | null | {'type':['integer','null','string']}
          true | {'a':[1]} | same
          """)
  void widens(String schema, String document, String expected) {
    Shape before = schema.equals("-") ? Shape.NOTHING : Inference.infer(ShapeTest.json(schema));
    Shape after = Widening.widen(before, Parsed.json(document.replace('\'', '"')), 0);
    if (expected.equals("same")) {
      assertThat(after).isSameAs(before);
    } else {
      var written = ShapeSchema.of(after);
      written.remove("$schema");
      assertThat(written.toString().replace('"', '\'')).isEqualTo(expected);
    }
  }

  @Property(tries = 1000)
  void whatItHasSeenItAccepts(@ForAll long seed) {
    var json = new RandomJson(new Random(seed));
    Shape shape = Shape.NOTHING;
    var seen = new ArrayList<Tape>();
    for (int i = 0; i < 8; i++) {
      Tape tape = Parsed.json(json.value(4));
      seen.add(tape);
      shape = Widening.widen(shape, tape, 0);
    }
    accepts(shape, seen);
    for (Tape tape : seen) {
      assertThat(Widening.widen(shape, tape, 0)).isSameAs(shape);
    }
    for (int limit : new int[] {8, 3, 1, 0}) {
      Shape small = Limits.enforce(shape, limit);
      assertThat(small.locations().stream().filter(l -> !l.pointer().isEmpty() && !l.pattern()))
          .hasSizeLessThanOrEqualTo(limit);
      accepts(small, seen);
    }
  }

  private static void accepts(Shape shape, Iterable<Tape> documents) {
    var written = ShapeSchema.of(shape);
    CompiledSchema schema = CompiledSchema.compile(written);
    for (Tape tape : documents) {
      assertThat(schema.validate(tape, 0))
          .as("%s by %s", new String(tape.bytes(), StandardCharsets.UTF_8), written)
          .isTrue();
    }
    assertThat(ShapeSchema.of(Inference.infer(ExactJson.read(written.toString()))))
        .isEqualTo(written);
  }
}
