package dev.firth.documents.reduce;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One array after the other. earlier | later | associative | full */
class AppendTest {
  @ParameterizedTest(name = "{0}, then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]    | [2, 3] | [1,2, 3] |
          []     | [2]    | [2]      |
          [1]    | []     | [1]      |
          []     | []     | []       |
          -      | [1]    | [1]      |
          null   | [1]    | null     |
          {}     | [1]    | ! append needs arrays, but the earlier value is an object |
          [1]    | 2      | ! append needs arrays, but the later value is a number    |
          [1]    | null   | ! append needs arrays, but the later value is null        |
          """)
  void reduces(String earlier, String later, String associative, @Nullable String full) {
    ReduceTable.check("{'reduce': {'strategy': 'append'}}", earlier, later, associative, full);
  }
}
