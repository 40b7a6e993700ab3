package dev.firth.documents.reduce;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums are exact, whatever their size. earlier | later | associative | full */
class SumTest {
  @ParameterizedTest(name = "{0}, then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1      | 2       | 3       |
          -      | 2.50    | 2.50    |
          1      | 2.0     | 3.0     |
          0.1    | 0.2     | 0.3     |
          1.10   | 2.9     | 4.00    |
          1e2    | 1       | 101     |
          1e-3   | 1       | 1.001   |
          5      | -5      | 0       |
          0      | 0.00    | 0.00    |
          0e9999 | 7       | 7       |
          1e400  | 0       | 1E+400  |
          9223372036854775807  | 1                    | 9223372036854775808  |
          -9223372036854775808 | -1                   | -9223372036854775809 |
          18446744073709551616 | -18446744073709551616 | 0                   |
          123456789012345678901234567890 | 1           | 123456789012345678901234567891 |
          1e30   | 1e-30  | 1000000000000000000000000000000.000000000000000000000000000001 |
          1e20000 | 1      | ! the sum has more than 10000 digits |
          '1.5'  | 2       | '3.5'   |
          2      | '0.25'  | '2.25'  |
          '10'   | '-3'    | '7'     |
          -      | '1.50'  | '1.50'  |
          '1e2'  | 1       | '101'   |
          'abc'  | 1       | ! but the earlier value is a string of other text |
          1      | '0x10'  | ! but the later value is a string of other text   |
          1      | ' 1'    | ! but the later value is a string of other text   |
          1      | '01'    | ! but the later value is a string of other text   |
          1      | '1.'    | ! but the later value is a string of other text   |
          1      | true    | ! The document cannot be reduced: sum needs numbers or strings that are numbers, but the later value is a boolean |
          -      | null    | ! but the later value is null |
          null   | 1       | ! but the earlier value is null |
          """)
  void sums(String earlier, String later, String associative, @Nullable String full) {
    ReduceTable.check("{'reduce': {'strategy': 'sum'}}", earlier, later, associative, full);
  }

  @Test
  void numbersOfTooManyDigitsAreRefusedUnread() {
    ReduceTable.check(
        "{'reduce': {'strategy': 'sum'}}",
        "1",
        "7".repeat(30_000),
        "! the later value has more than 20000 characters",
        null);
  }
}
