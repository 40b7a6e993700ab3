package dev.firth.catalog.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scalars as kubectl's YAML (Go's yaml.v2) reads them, and the lines of values. */
class YamlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a            | "a"
          `'5'`        | "5"
          "yes"        | "yes"
          5            | 5
          +5           | 5
          -0           | 0
          1_000        | 1000
          0x1F         | 31
          0o17         | 15
          0123         | 83
          0b101        | 5
          089          | 89
          1.5          | 1.5
          1.50         | 1.50
          .5           | 0.5
          5.           | 5.0
          1e3          | 1E+3
          1.2.3        | "1.2.3"
          1:30         | "1:30"
          12:30:45     | "12:30:45"
          2026-01-01   | "2026-01-01"
          yes          | true
          On           | true
          y            | true
          NO           | false
          n            | false
          nO           | "nO"
          yEs          | "yEs"
          true         | true
          ~            | null
          null         | null
          Null         | null
          nUll         | "nUll"
          !!str 5      | "5"
          18446744073709551616 | 18446744073709551616
          """)
  void scalars(String yaml, String json) {
    YamlText.Read read = YamlText.read("- " + yaml + "\n");

    assertThat(read.problems()).isEmpty();
    assertThat(read.documents().getFirst().json().toString()).isEqualTo("[" + json + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no                   | no without quotes is read as false
          Y                    | Y without quotes is read as true
          0123                 | 0123 without quotes is read as the number 83
          1_000                | 1_000 without quotes is read as the number 1000
          9007199254740993     | the integer 9007199254740993 is above 2^53, and kubectl may round it
          -9007199254740993    | the integer -9007199254740993 is above 2^53, and kubectl may round it
          1.00000000000000001  | the number 1.00000000000000001 has more digits than kubectl keeps
          9007199254740992     |
          0.1                  |
          0                    |
          0.5                  |
          true                 |
          False                |
          text                 |
          """)
  void doubt(String yaml, @Nullable String words) {
    var scalar = (Value.Scalar) YamlText.read(yaml + "\n").documents().getFirst();

    assertThat(scalar.doubt()).isEqualTo(words == null ? "" : words);
  }

  @Test
  void linesOfValues() {
    Value value = YamlText.read("a:\n  b: 1\n  c:\n    - x\n    - {d: 2}\n").documents().getFirst();

    assertThat(value.nearest(List.of("a", "c", "1", "d")).line()).isEqualTo(5);
    assertThat(value.nearest(List.of("a", "b")).line()).isEqualTo(2);
    assertThat(value.toString()).isEqualTo("object@1");
  }

  @Test
  void anchorsAndMerges() {
    YamlText.Read read = YamlText.read("base: &b {x: 1, z: 2}\nother: {<<: *b, z: 3}\n");

    assertThat(read.documents().getFirst().json().toString())
        .isEqualTo("{\"base\":{\"x\":1,\"z\":2},\"other\":{\"z\":3,\"x\":1}}");
  }

  @Test
  void jsonWithTabsAndEscapes() {
    YamlText.Read read =
        YamlText.read("{\n\t\"a\": \"\\u00e9\\ud83d\\ude00\\/\\t\",\n\t\"b\": [1, 2.50]\n}\n");

    assertThat(read.problems()).isEmpty();
    assertThat(read.documents().getFirst().json().toString())
        .isEqualTo("{\"a\":\"é😀/\\t\",\"b\":[1,2.50]}");
  }

  @Test
  void anAliasInsideOfItselfIsRefused() {
    assertThat(YamlText.read("a: &a\n  b: *a\n").problems())
        .extracting(YamlProblem::sentence)
        .containsExactly("An alias stands inside the value that it repeats.");
  }

  @Test
  void aliasesThatGrowWithoutBoundAreRefused() {
    var text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(YamlText.read(text.toString()).problems())
        .extracting(YamlProblem::sentence)
        .containsExactly("The file expands to too many values.");
  }
}
