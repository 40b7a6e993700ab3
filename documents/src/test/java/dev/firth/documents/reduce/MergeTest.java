package dev.firth.documents.reduce;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Objects member by member, arrays by index or by key. schema | earlier | later | associative |
 * full
 */
class MergeTest {
  @ParameterizedTest(name = "{0}: {1}, then {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'reduce':{'strategy':'merge'}} | {'a':1}        | {'b':2}        | {'a':1,'b':2}     |
          {'reduce':{'strategy':'merge'}} | {'a':1,'b':1}  | {'b':2}        | {'a':1,'b':2}     |
          {'reduce':{'strategy':'merge'}} | {'b':1,'a':1}  | {'a':2,'c':3,'b':4} | {'b':4,'a':2,'c':3} |
          {'reduce':{'strategy':'merge'}} | {}             | {}             | {}                |
          {'reduce':{'strategy':'merge'}} | {'a':1}        | {}             | {'a':1}           |
          {'reduce':{'strategy':'merge'}} | -              | { 'b' : 2 }    | { 'b' : 2 }       |
          {'reduce':{'strategy':'merge'}} | {'a':1e5, 'é':'\\u00e9'} | {'n':123456789012345678901234567890.10} | {'a':1e5,'é':'\\u00e9','n':123456789012345678901234567890.10} |
          {'reduce':{'strategy':'merge'}} | {'\\u0061':1}  | {'a':2}        | {'\\u0061':2}     |
          {'reduce':{'strategy':'merge'}} | {'a':{'x':1}}  | {'a':{'y':1}}  | {'a':{'y':1}}     |
          {'reduce':{'strategy':'merge'}} | null           | {'a':1}        | apart             | {'a':1}
          {'reduce':{'strategy':'merge'}} | [1]            | {'a':1}        | apart             | {'a':1}
          {'reduce':{'strategy':'merge'}} | {'a':1}        | [1]            | apart             | [1]
          {'reduce':{'strategy':'merge'}} | {'a':1}        | 1              | ! merge needs objects or arrays, but the later value is a number |
          {'reduce':{'strategy':'merge'}} | -              | null           | ! merge needs objects or arrays, but the later value is null |
          {'reduce':{'strategy':'merge'},'additionalProperties':{'reduce':{'strategy':'merge'}}} | {'a':{'x':1}} | {'a':{'y':1}} | {'a':{'x':1,'y':1}} |
          {'reduce':{'strategy':'merge'},'additionalProperties':{'reduce':{'strategy':'merge'}}} | {'a':1,'b':{}} | {'a':{'y':1}} | apart | {'a':{'y':1},'b':{}}
          {'reduce':{'strategy':'merge'},'properties':{'n':{'reduce':{'strategy':'sum'}}}} | {'n':1,'m':1} | {'m':2,'n':2} | {'n':3,'m':2} |
          {'reduce':{'strategy':'merge'},'properties':{'n':{'reduce':{'strategy':'sum'}}}} | {'n':'x'} | {'n':2} | ! The value at /n cannot be reduced |
          {'reduce':{'strategy':'merge'},'properties':{'n':{'reduce':{'strategy':'lastWriteWins','delete':true}}}} | {'n':1,'m':1} | {'n':null} | {'n':null,'m':1} | {'m':1}
          {'reduce':{'strategy':'merge'},'properties':{'n':{'reduce':{'strategy':'lastWriteWins','delete':true}}}} | {'m':1,'n':1,'o':1} | {'n':null} | {'m':1,'n':null,'o':1} | {'m':1,'o':1}
          {'reduce':{'strategy':'merge'},'properties':{'n':{'reduce':{'strategy':'lastWriteWins','delete':true}}}} | - | {'n':null,'m':1} | {'n':null,'m':1} | {'m':1}
          {'reduce':{'strategy':'merge','delete':true}} | {'a':1} | {'b':2} | {'a':1,'b':2} | deleted {'a':1,'b':2}
          {'reduce':{'strategy':'merge','delete':true}} | -       | {'b':2} | {'b':2}       | deleted {'b':2}
          {'reduce':{'strategy':'merge'}} | [1,2,3] | [4]       | [4,2,3]   |
          {'reduce':{'strategy':'merge'}} | [1]     | [4, 5]    | [4,5]     |
          {'reduce':{'strategy':'merge'}} | []      | []        | []        |
          {'reduce':{'strategy':'merge'},'items':{'reduce':{'strategy':'sum'}}} | [1,2,3] | [4] | [5,2,3] |
          {'reduce':{'strategy':'merge','key':['']}} | [1,3,5] | [2,3,6] | [1,2,3,5,6] |
          {'reduce':{'strategy':'merge','key':['']}} | ['a','c'] | ['b']  | ['a','b','c'] |
          {'reduce':{'strategy':'merge','key':['/k']}} | [{'k':1,'a':1},{'k':3}] | [{'k':1,'b':1},{'k':2}] | [{'k':1,'b':1},{'k':2},{'k':3}] |
          {'reduce':{'strategy':'merge','key':['/k']},'items':{'reduce':{'strategy':'merge'}}} | [{'k':1,'a':1},{'k':3}] | [{'k':1,'b':1},{'k':2}] | [{'k':1,'a':1,'b':1},{'k':2},{'k':3}] |
          {'reduce':{'strategy':'merge','key':['/k']},'items':{'reduce':{'strategy':'merge','delete':true}}} | [{'k':1},{'k':2}] | [{'k':1}] | [{'k':1},{'k':2}] | [{'k':2}]
          """)
  void reduces(
      String schema, String earlier, String later, String associative, @Nullable String full) {
    ReduceTable.check(schema, earlier, later, associative, full);
  }
}
