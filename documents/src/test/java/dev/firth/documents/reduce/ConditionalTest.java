package dev.firth.documents.reduce;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The schema's branches decide which strategy applies. schema | earlier | later | associative |
 * full
 */
class ConditionalTest {
  @ParameterizedTest(name = "{0}: {1}, then {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'if':{'properties':{'op':{'const':'d'}}},'then':{'reduce':{'strategy':'merge','delete':true}},'else':{'reduce':{'strategy':'merge'}}} | {'id':1,'op':'c','n':1} | {'id':1,'op':'u','m':2} | {'id':1,'op':'u','n':1,'m':2} |
          {'if':{'properties':{'op':{'const':'d'}}},'then':{'reduce':{'strategy':'merge','delete':true}},'else':{'reduce':{'strategy':'merge'}}} | {'id':1,'op':'c','n':1} | {'id':1,'op':'d'} | {'id':1,'op':'d','n':1} | deleted {'id':1,'op':'d','n':1}
          {'oneOf':[{'type':'integer','reduce':{'strategy':'sum'}},{'type':'string','reduce':{'strategy':'maximize'}}]} | 1 | 2 | 3 |
          {'oneOf':[{'type':'integer','reduce':{'strategy':'sum'}},{'type':'string','reduce':{'strategy':'maximize'}}]} | 'b' | 'a' | 'b' |
          {'allOf':[{'reduce':{'strategy':'sum'}},{'reduce':{'strategy':'sum'}}]} | 1 | 2 | 3 |
          {'allOf':[{'reduce':{'strategy':'sum'}},{'reduce':{'strategy':'maximize'}}]} | 1 | 2 | ! the schema gives it two strategies |
          {'reduce':{'strategy':'merge'},'properties':{'a':{'anyOf':[{'reduce':{'strategy':'sum'}},{'reduce':{'strategy':'append'}}]}}} | {'a':1} | {'a':2} | ! The value at /a cannot be reduced: the schema gives it two strategies |
          {'$ref':'#/$defs/patch','$defs':{'patch':{'if':{'type':'object'},'then':{'reduce':{'strategy':'merge'},'additionalProperties':{'$ref':'#/$defs/patch'}},'else':{'if':{'type':'null'},'then':{'reduce':{'strategy':'lastWriteWins','delete':true}}}}}} | {'a':{'b':1,'c':2},'d':4} | {'a':{'b':null,'e':5},'f':null,'d':6} | {'a':{'b':null,'c':2,'e':5},'d':6,'f':null} | {'a':{'c':2,'e':5},'d':6}
          """)
  void reduces(
      String schema, String earlier, String later, String associative, @Nullable String full) {
    ReduceTable.check(schema, earlier, later, associative, full);
  }
}
