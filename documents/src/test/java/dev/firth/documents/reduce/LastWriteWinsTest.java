package dev.firth.documents.reduce;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The later value. With delete it is a tombstone, which only a full reduction acts upon. schema |
 * earlier | later | associative | full
 */
class LastWriteWinsTest {
  @ParameterizedTest(name = "{0}: {1}, then {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}   | 1     | 2     | 2     |
          {}   | {'a':1} | {'b' : 2} | {'b' : 2} |
          {}   | 1     | null  | null  |
          {'reduce':{'strategy':'lastWriteWins'}} | 1 | 2 | 2 |
          {'reduce':{'strategy':'lastWriteWins','delete':true}} | 1 | 2 | 2 | deleted 2
          {'reduce':{'strategy':'lastWriteWins','delete':true}} | - | 2 | 2 | deleted 2
          {'reduce':{'strategy':'lastWriteWins','associative':false}} | 1 | 2 | apart | 2
          {'reduce':{'strategy':'lastWriteWins','associative':false}} | 2 | 2.0 | 2.0 |
          {'reduce':{'strategy':'lastWriteWins','associative':false}} | {'a':1,'b':2} | {'b':2,'a':1} | {'b':2,'a':1} |
          {'reduce':{'strategy':'lastWriteWins','associative':false}} | - | 2 | 2 |
          """)
  void reduces(
      String schema, String earlier, String later, String associative, @Nullable String full) {
    ReduceTable.check(schema, earlier, later, associative, full);
  }
}
