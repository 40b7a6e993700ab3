package dev.firth.documents.reduce;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lesser or greater value. Values of equal key merge deeply. schema | earlier | later |
 * associative | full
 */
class ExtremeTest {
  @ParameterizedTest(name = "{0}: {1}, then {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'reduce':{'strategy':'minimize'}} | 1     | 2    | 1    |
          {'reduce':{'strategy':'minimize'}} | 2     | 1    | 1    |
          {'reduce':{'strategy':'minimize'}} | 1     | 1.0  | 1.0  |
          {'reduce':{'strategy':'minimize'}} | 'a'   | 1    | 1    |
          {'reduce':{'strategy':'minimize'}} | null  | false | null |
          {'reduce':{'strategy':'minimize'}} | -     | 1    | 1    |
          {'reduce':{'strategy':'maximize'}} | 1     | 2    | 2    |
          {'reduce':{'strategy':'maximize'}} | 9007199254740993 | 9007199254740992 | 9007199254740993 |
          {'reduce':{'strategy':'maximize'}} | 'ab'  | 'a'  | 'ab' |
          {'reduce':{'strategy':'maximize'}} | [1]   | {}   | {}   |
          {'reduce':{'strategy':'minimize','key':['/k']}} | {'k':1,'a':1} | {'k':2,'b':2} | {'k':1,'a':1} |
          {'reduce':{'strategy':'minimize','key':['/k']}} | {'k':2,'a':1} | {'k':1,'b':2} | {'k':1,'b':2} |
          {'reduce':{'strategy':'minimize','key':['/k']}} | {'k':1,'a':1} | {'k':1,'b':2} | {'k':1,'a':1,'b':2} |
          {'reduce':{'strategy':'minimize','key':['/k']}} | {'k':null}    | {'b':2}       | {'b':2} |
          {'reduce':{'strategy':'maximize','key':['/k']}} | {'k':null}    | {'b':2}       | {'k':null} |
          {'reduce':{'strategy':'maximize','key':['/k','/j']}} | {'k':1,'j':'a'} | {'k':1,'j':'b'} | {'k':1,'j':'b'} |
          {'reduce':{'strategy':'maximize','key':['/k']},'properties':{'n':{'reduce':{'strategy':'sum'}}}} | {'k':1,'n':1} | {'k':1,'n':2} | {'k':1,'n':3} |
          {'reduce':{'strategy':'maximize','key':['/k']},'properties':{'n':{'reduce':{'strategy':'lastWriteWins','delete':true}}}} | {'k':1} | {'k':2,'n':2} | {'k':2,'n':2} | {'k':2}
          """)
  void reduces(
      String schema, String earlier, String later, String associative, @Nullable String full) {
    ReduceTable.check(schema, earlier, later, associative, full);
  }
}
