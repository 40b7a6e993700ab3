package dev.firth.documents.reduce;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The earlier value, be it null. earlier | later | associative | full */
class FirstWriteWinsTest {
  @ParameterizedTest(name = "{0}, then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1      | 2    | 1    |
          null   | 2    | null |
          -      | 2    | 2    |
          """)
  void reduces(String earlier, String later, String associative, @Nullable String full) {
    ReduceTable.check(
        "{'reduce': {'strategy': 'firstWriteWins'}}", earlier, later, associative, full);
  }
}
