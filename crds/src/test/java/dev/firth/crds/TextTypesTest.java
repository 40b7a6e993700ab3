package dev.firth.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTypesTest {
  @ParameterizedTest
  @CsvSource({
    "0s,PT0S",
    "250ms,PT0.25S",
    "5m,PT5M",
    "2160h,PT2160H",
    "1h30m,PT1H30M",
    "1m1ms,PT1M0.001S"
  })
  void spans(String text, Duration expected) {
    assertThat(new Span(text).toDuration()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "m",
        "5 m",
        "-5m",
        "1.5h",
        "5d",
        "5M",
        "99999999h",
        "99999999999999999999s"
      })
  void noSpans(String text) {
    assertThat(Span.isValid(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "500000,500000",
    "1k,1000",
    "64Mi,67108864",
    "1G,1000000000",
    "2Gi,2147483648"
  })
  void quantities(String text, long expected) {
    assertThat(new Quantity(text).bytes()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "64MB", "64mi", "1.5Gi", "Mi", "9999999999999999", "99999999999999Ti"})
  void noQuantities(String text) {
    assertThat(Quantity.isValid(text)).isFalse();
  }
}
