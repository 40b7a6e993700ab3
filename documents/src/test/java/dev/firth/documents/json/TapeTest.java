package dev.firth.documents.json;

import static dev.firth.documents.json.Parsed.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TapeTest {
  @Test
  void walksADocument() {
    String text =
        " { \"a\" : [1, -2.50 ,true,null] , \"b\\u0063\" : {\"x\":\"\\ud83d\\ude00é\"} } ";
    var tape = json(text);

    assertThat(tape.type(0)).isEqualTo(Tape.OBJECT);
    assertThat(tape.count(0)).isEqualTo(2);
    assertThat(text.substring(tape.start(0))).startsWith("{ \"a\"");

    int a = tape.find(0, utf8("a"));
    assertThat(tape.type(a)).isEqualTo(Tape.ARRAY);
    assertThat(tape.count(a)).isEqualTo(4);
    int one = a + 2;
    assertThat(tape.longValue(one)).isEqualTo(1);
    int fraction = tape.next(one);
    assertThat(tape.type(fraction)).isEqualTo(Tape.NUMBER);
    assertThat(tape.string(fraction)).isEqualTo("-2.50");
    assertThat(tape.doubleValue(fraction)).isEqualTo(-2.5);
    assertThat(tape.decimalValue(fraction)).isEqualTo(new BigDecimal("-2.50"));

    int bc = tape.find(0, utf8("bc"));
    int x = tape.find(bc, utf8("x"));
    assertThat(tape.escaped(x)).isTrue();
    assertThat(tape.string(x)).isEqualTo("\uD83D\uDE00é");
    assertThat(tape.equalTo(x, utf8("\uD83D\uDE00é"))).isTrue();
    assertThat(tape.next(0)).isEqualTo(tape.next(bc));
    assertThat(tape.find(0, utf8("c"))).isEqualTo(-1);
    assertThat(tape.find(a, utf8("a"))).isEqualTo(-1);
  }

  @Test
  void readsOneDocumentOutOfManyBytes() {
    byte[] bytes = utf8("{\"a\":1}\n{\"a\":\"two\"}\n17");
    var tape = new Tape();
    tape.parse(bytes, 8, 11);
    assertThat(tape.string(tape.find(0, utf8("a")))).isEqualTo("two");
    tape.parse(bytes, 20, 2);
    assertThat(tape.longValue(0)).isEqualTo(17);
    tape.parse(bytes, 20, 1);
    assertThat(tape.longValue(0)).isEqualTo(1);
    assertThatThrownBy(() -> tape.parse(bytes, 8, 10)).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> tape.parse(bytes, 8, 8)).hasMessageContaining("closing quote");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "-0, 0, true",
    "9223372036854775807, 9223372036854775807, true",
    "-9223372036854775808, -9223372036854775808, true",
    "9223372036854775808, 9223372036854775808, false",
    "-9223372036854775809, -9223372036854775809, false",
    "99999999999999999999999999, 99999999999999999999999999, false",
    "1.0, 1.0, false",
    "1e3, 1000, false",
    "123.456e-7, 0.0000123456, false",
    "0.1234567890123456789012345, 0.1234567890123456789012345, false",
    "36028797018963967.0, 36028797018963967.0, false",
    "-0.0, 0, false",
    "1E400, 1E+400, false"
  })
  void numbersKeepTheirValue(String text, BigDecimal value, boolean isLong) {
    var tape = json(text);
    assertThat(tape.type(0)).isEqualTo(isLong ? Tape.INTEGER : Tape.NUMBER);
    assertThat(tape.decimalValue(0)).isEqualByComparingTo(value);
    assertThat(tape.doubleValue(0)).isEqualTo(Double.parseDouble(text.equals("-0") ? "0" : text));
    assertThat(tape.string(0)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "1.0, true",
    "10e-1, true",
    "1.5, false",
    "15e-1, false",
    "1e300, true",
    "0.0, true",
    "0e-500, true",
    "1e-500, false",
    "123456789012345678901234567890.0, true",
    "123456789012345678901234567890.5, false"
  })
  void integral(String text, boolean integral) {
    assertThat(json(text).integral(0)).isEqualTo(integral);
  }

  /** By looking at the digits, and not by computing a number of a million of them. */
  @Test
  void integralWhateverTheDigits() {
    String million = "7".repeat(1_000_000);
    assertThat(json(million).integral(0)).isTrue();
    assertThat(json(million + "." + "0".repeat(100)).integral(0)).isTrue();
    assertThat(json(million + ".01").integral(0)).isFalse();
    assertThat(json("-" + million + ".50e1").integral(0)).isTrue();
    assertThat(json(million + ".55e1").integral(0)).isFalse();
    assertThat(json("0." + "0".repeat(1_000_000)).integral(0)).isTrue();
    assertThat(json("7" + "0".repeat(100) + "e-100").integral(0)).isTrue();
    assertThat(json("7" + "0".repeat(100) + "e-101").integral(0)).isFalse();
    assertThat(json("7" + "0".repeat(100) + ".00E-101").integral(0)).isFalse();
    assertThat(json("0000.0".substring(3) + "0".repeat(30) + "e-99").integral(0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "[1}",
        "{\"a\":1]",
        "tru",
        "truE",
        "nul",
        "falsee",
        "01",
        "-",
        "-a",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "0x1",
        "NaN",
        "Infinity",
        "1 2",
        "[] []",
        "\"",
        "\"a",
        "\"\\",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\t\"",
        "\"\n\"",
        "\"\u0000\"",
        "'a'",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\uFEFF1",
        "\f1",
        "1\u00a0",
        "1e1234567890",
        "[1]x",
        "nullx",
        "\"a\"b",
        "{\"a\":1 \"b\":2}",
        "/**/1"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> json(text))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("invalid JSON at byte ");
  }

  @ParameterizedTest
  @CsvSource({
    "c080, overlong", "c1bf, overlong", "e08080, overlong", "e09fbf, overlong",
        "f08f8080, overlong", "eda080, surrogate",
    "edbfbf, surrogate", "f4908080, above U+10FFFF", "f5808080, no lead", "80, no lead",
        "bf, no lead", "c3, truncated",
    "e282, truncated", "f09f98, truncated", "ff, no lead", "c328, no continuation",
        "e28228, no continuation"
  })
  void refusesWhatIsNotUtf8(String hex, String why) {
    byte[] bad = HexFormat.of().parseHex("22" + hex + "22");
    assertThatThrownBy(() -> Parsed.bytes(bad)).as(why).hasMessageContaining("not UTF-8");
    byte[] longer = HexFormat.of().parseHex("22" + "61".repeat(20) + hex + "61".repeat(20) + "22");
    assertThatThrownBy(() -> Parsed.bytes(longer)).as(why).hasMessageContaining("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "\ud800\udc00",
        "\udbff\udfff",
        "aé漢😀\u007f"
      })
  void acceptsUtf8(String text) {
    for (int pad = 0; pad < 9; pad++) {
      String padded = "x".repeat(pad) + text;
      assertThat(json('"' + padded + '"').string(0)).isEqualTo(padded);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"b\":2,\"\\u0061\":3}",
        "{\"\":1,\"\":1}",
        "[{\"x\":{\"a\":1,\"b\":{},\"a\":null}}]",
        "{\"\\ud83d\\ude00\":1,\"😀\":2}",
        "{\"a\\/b\":1,\"a/b\":2}"
      })
  void refusesDuplicateMembers(String text) {
    assertThatThrownBy(() -> json(text)).hasMessageContaining("two members of the same name");
  }

  @Test
  void refusesDuplicatesAmongManyMembers() {
    for (int count : new int[] {63, 64, 65, 66, 5000}) {
      var text = new StringBuilder("{");
      for (int i = 0; i < count; i++) {
        text.append("\"name").append(i).append("\":{\"name0\":").append(i).append("},");
      }
      assertThat(json(text + "\"other\":1}").count(0)).isEqualTo(count + 1);
      assertThatThrownBy(() -> json(text + "\"name7\":1}"))
          .hasMessageContaining("two members of the same name");
      assertThatThrownBy(() -> json(text + "\"name" + (count - 1) + "\":1}"))
          .isInstanceOf(JsonException.class);
    }
  }

  @Test
  void nestsToABound() {
    json("[".repeat(Tape.MAX_DEPTH) + "]".repeat(Tape.MAX_DEPTH));
    assertThatThrownBy(() -> json("[".repeat(Tape.MAX_DEPTH + 1) + "]".repeat(Tape.MAX_DEPTH + 1)))
        .hasMessageContaining("more than 512 arrays and objects within each other");
    assertThatThrownBy(() -> json("{\"a\":".repeat(200_000))).isInstanceOf(JsonException.class);
  }

  @Test
  void holdsLongDocuments() {
    String long20MiB = "x".repeat(20 << 20);
    var tape = json("{\"a\":\"" + long20MiB + "\",\"b\":[0" + ",1".repeat(1_000_000) + "]}");
    assertThat(tape.length(tape.find(0, utf8("a")))).isEqualTo(20 << 20);
    assertThat(tape.count(tape.find(0, utf8("b")))).isEqualTo(1_000_001);
    byte[] small = utf8("[1,2]");
    tape.parse(small, 0, small.length);
    assertThat(tape.count(0)).isEqualTo(2);
  }

  @Test
  void errorsNameTheByteFromTheDocumentsStart() {
    byte[] bytes = utf8("[1]\n{\"a\":x}");
    assertThatThrownBy(() -> new Tape().parse(bytes, 4, 7))
        .hasMessage("invalid JSON at byte 5: expected a value, found 'x'")
        .extracting(e -> ((JsonException) e).offset())
        .isEqualTo(5);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void linesAreReadOneByOne() {
    byte[] lines = " {\"a\":1} \r\n[2]\n\"x\"".getBytes(StandardCharsets.UTF_8);
    var tape = new Tape();
    int first = tape.parseLine(lines, 0, lines.length);
    assertThat(lines[first]).isEqualTo((byte) '\n');
    assertThat(tape.type(0)).isEqualTo(Tape.OBJECT);
    int second = tape.parseLine(lines, first + 1, lines.length - first - 1);
    assertThat(tape.type(0)).isEqualTo(Tape.ARRAY);
    assertThat(tape.parseLine(lines, second + 1, lines.length - second - 1))
        .isEqualTo(lines.length);
    assertThat(tape.type(0)).isEqualTo(Tape.STRING);
  }

  @Test
  void aLineHoldsOneValue() {
    byte[] lines = "1 2\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> new Tape().parseLine(lines, 0, lines.length))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("expected the end of the document");
  }
}
