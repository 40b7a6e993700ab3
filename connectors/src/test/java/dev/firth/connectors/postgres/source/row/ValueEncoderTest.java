package dev.firth.connectors.postgres.source.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueEncoderTest {

  private static String encode(ValueEncoder encoder, String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    JsonBuffer out = new JsonBuffer(16);
    encoder.encode(bytes, 1, bytes.length - 2, out);
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.5|1.5",
        "-0|-0",
        "1e-07|1e-07",
        "NaN|\"NaN\"",
        "Infinity|\"Infinity\"",
        "-Infinity|\"-Infinity\"",
      })
  void floats(String text, String json) {
    assertThat(encode(ValueEncoder.FLOAT, text)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026-01-02 03:04:05+00|\"2026-01-02T03:04:05Z\"",
        "2026-01-02 03:04:05.123456+00|\"2026-01-02T03:04:05.123456Z\"",
        "infinity|\"infinity\"",
        "-infinity|\"-infinity\"",
        "0044-03-15 00:00:00+00 BC|\"0044-03-15 00:00:00+00 BC\"",
        "12026-01-02 03:04:05+00|\"12026-01-02 03:04:05+00\"",
      })
  void instants(String text, String json) {
    assertThat(encode(ValueEncoder.TIMESTAMPTZ, text)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026-01-02 03:04:05|\"2026-01-02T03:04:05\"|\"2026-01-02T03:04:05Z\"",
        "infinity|\"infinity\"|\"infinity\"",
        "0044-03-15 00:00:00 BC|\"0044-03-15 00:00:00 BC\"|\"0044-03-15 00:00:00 BC\"",
      })
  void timestampsWithoutZone(String text, String local, String utc) {
    assertThat(encode(ValueEncoder.TIMESTAMP, text)).isEqualTo(local);
    assertThat(encode(ValueEncoder.TIMESTAMP_AS_UTC, text)).isEqualTo(utc);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|[]",
        "{1,2}|[1,2]",
        "{1,NULL}|[1,null]",
        "[0:1]={1,2}|[1,2]",
        "{{1,2},{3,4}}|[[1,2],[3,4]]",
      })
  void arraysOfNumbers(String text, String json) {
    assertThat(encode(new ArrayEncoder(ValueEncoder.INTEGER, (byte) ','), text)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a,NULL}|[\"a\",null]",
        "{\"NULL\",\"\"}|[\"NULL\",\"\"]",
        "{\"a,b\",\"{}\"}|[\"a,b\",\"{}\"]",
        "{\"q\\\"\",\"b\\\\\"}|[\"q\\\"\",\"b\\\\\"]",
      })
  void arraysOfText(String text, String json) {
    assertThat(encode(new ArrayEncoder(ValueEncoder.STRING, (byte) ','), text)).isEqualTo(json);
  }

  @org.junit.jupiter.api.Test
  void jsonStandsOnOneLineAndBytesAreBase64() {
    assertThat(encode(ValueEncoder.JSON, "{\"a\":\r\n 1.50}")).isEqualTo("{\"a\":   1.50}");
    assertThat(encode(ValueEncoder.BYTEA, "\\x00ff10")).isEqualTo("\"AP8Q\"");
    assertThat(encode(ValueEncoder.BYTEA, "\\x")).isEqualTo("\"\"");
    assertThat(encode(ValueEncoder.BOOLEAN, "t") + encode(ValueEncoder.BOOLEAN, "f"))
        .isEqualTo("truefalse");
  }
}
