package dev.firth.documents.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers by their text say what BigDecimal says of them. */
class LongNumeralTest {
  private static final BigDecimal ONE = BigDecimal.ONE;

  @ParameterizedTest
  @CsvSource({
    "0, -0.000e5, 0",
    "1.50, 15e-1, 0",
    "10, 9.99999, 1",
    "-10, -9.99999, -1",
    "0.00123, 1.23e-3, 0",
    "1e999999999, 2e999999998, 1",
    "-1e999999999, 1e-999999999, -1",
    "123.456, 123.4560001, -1",
    "1000, 1e3, 0"
  })
  void order(String a, String b, int order) {
    assertThat(read(a).compareTo(read(b))).isEqualTo(order);
    assertThat(read(b).compareTo(read(a))).isEqualTo(-order);
  }

  @ParameterizedTest
  @CsvSource({
    "1e999999999, 7e-999999999, false",
    "7e999999999, 7e-999999999, true",
    "1e999999999, 0.5, true",
    "1e-999999999, 0.5, false",
    "0.0, 3, true",
    "1.1, 0.1, true",
    "120, 100, false",
    "1200, 100, true"
  })
  void multiples(String value, String divisor, boolean multiple) {
    assertThat(read(value).isMultipleOf(read(divisor))).isEqualTo(multiple);
  }

  @Test
  void asBigDecimalHasIt() {
    var random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      String a = number(random, 5);
      String b = number(random, 5);
      BigDecimal x = new BigDecimal(a);
      BigDecimal y = new BigDecimal(b);
      assertThat(read(a).compareTo(read(b))).as("%s and %s", a, b).isEqualTo(x.compareTo(y));
      if (y.signum() > 0) {
        assertThat(read(a).isMultipleOf(read(b)))
            .as("%s by %s", a, b)
            .isEqualTo(x.remainder(y).signum() == 0);
      }
    }
  }

  @Test
  void numbersOfManyDigits() {
    var random = new Random(8);
    for (int i = 0; i < 200; i++) {
      String a = number(random, 1500);
      BigDecimal x = new BigDecimal(a);
      byte[] text = (" " + a + " ").getBytes(StandardCharsets.US_ASCII);
      assertThat(LongNumeral.decimal(text, 1, text.length - 1)).as(a).isEqualTo(x);
      BigDecimal cut = read(a).cut(50);
      assertThat(cut.precision()).isLessThanOrEqualTo(51);
      BigDecimal near = x.round(new MathContext(40));
      for (BigDecimal other : new BigDecimal[] {near, near.add(near.ulp()), ONE}) {
        assertThat(cut.compareTo(other)).as("%s to %s", a, other).isEqualTo(x.compareTo(other));
      }
      for (String divisor : new String[] {"7", "0.3", number(random, 900)}) {
        BigDecimal by = new BigDecimal(divisor).abs();
        if (by.signum() > 0) {
          BigDecimal product = new BigDecimal(x.unscaledValue()).multiply(by);
          assertThat(read(product.toString()).isMultipleOf(read(by.toString()))).isTrue();
          assertThat(read(product.add(by.ulp()).toString()).isMultipleOf(read(by.toString())))
              .isEqualTo(product.add(by.ulp()).remainder(by).signum() == 0);
        }
      }
    }
  }

  private static LongNumeral read(String number) {
    return LongNumeral.of(Parsed.json(number.replace("E+", "e")), 0);
  }

  /** A JSON number of at most so many digits, many of them zeros and nines. */
  private static String number(Random random, int most) {
    var out = new StringBuilder(random.nextBoolean() ? "-" : "");
    int digits = 1 + random.nextInt(most);
    int dot = random.nextInt(2 * digits);
    out.append(dot == 0 || random.nextInt(9) == 0 ? "0." : "" + (1 + random.nextInt(9)));
    boolean dotted = out.indexOf(".") >= 0;
    for (int i = 0; i < digits; i++) {
      out.append("0099123456789".charAt(random.nextInt(13)));
      if (i == dot && !dotted) {
        out.append('.').append(random.nextInt(10));
      }
    }
    return random.nextInt(3) == 0 ? out + "e" + (random.nextInt(20) - 10) : out.toString();
  }
}
