package dev.firth.documents.json;

import static dev.firth.documents.json.Parsed.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonOrderTest {
  /** Strictly ascending. */
  private static final String[] ASCENDING = {
    "null",
    "false",
    "true",
    "-1e400",
    "-9223372036854775809",
    "-9223372036854775808",
    "-1.5",
    "-1",
    "-1e-400",
    "0",
    "1e-400",
    "0.1",
    "0.10000000000000000000000001",
    "1",
    "1.5",
    "2",
    "20",
    "9007199254740992",
    "9007199254740993",
    "9007199254740993.5",
    "9223372036854775807",
    "9223372036854775808",
    "1e400",
    "1e999999999",
    "\"\"",
    "\"\\u0000\"",
    "\"a\"",
    "\"a\\u0000\"",
    "\"aa\"",
    "\"b\"",
    "\"é\"",
    "\"\\uffff\"",
    "\"😀\"",
    "[]",
    "[null]",
    "[null,null]",
    "[1]",
    "[1,2]",
    "[2]",
    "[[]]",
    "{}",
    "{\"a\":1}",
    "{\"b\":0,\"a\":1}",
    "{\"a\":1,\"c\":0}",
    "{\"a\":2}",
    "{\"b\":0}"
  };

  @Test
  void isTotal() {
    for (int i = 0; i < ASCENDING.length; i++) {
      for (int k = 0; k < ASCENDING.length; k++) {
        var a = json(ASCENDING[i]);
        var b = json(ASCENDING[k]);
        assertThat(Integer.signum(JsonOrder.compare(a, 0, b, 0)))
            .as(ASCENDING[i] + " ? " + ASCENDING[k])
            .isEqualTo(Integer.compare(i, k));
        assertThat(JsonOrder.equal(a, 0, b, 0)).isEqualTo(i == k);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20 | 20.0",
        "1e2 | 100",
        "-0.0 | 0",
        "0.1 | 1e-1",
        "12345678901234567890 | 1234567890123456789e1",
        "1.50 | 1.5",
        "0e999999999 | 0",
        "\"\\u0061\" | \"a\"",
        "\"\\ud83d\\ude00\" | \"😀\"",
        "\"\\/\" | \"/\"",
        "{\"a\":1,\"b\":[2]} | {\"b\":[2.0],\"\\u0061\":1e0}"
      })
  void equalValues(String left, String right) {
    assertThat(JsonOrder.compare(json(left), 0, json(right), 0)).isZero();
    assertThat(JsonOrder.equal(json(left), 0, json(right), 0)).isTrue();
  }
}
