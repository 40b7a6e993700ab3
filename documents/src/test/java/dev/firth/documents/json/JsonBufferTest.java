package dev.firth.documents.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        9,
        10,
        99,
        100,
        1234567890123456789L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1000000000000000000L
      })
  void numbers(long value) {
    assertThat(new JsonBuffer().number(value)).hasToString(Long.toString(value));
  }

  @Test
  void stringsReadBackAsTheyWere() {
    var text = new StringBuilder();
    for (int c = 0; c < 0x180; c++) {
      text.append((char) c);
    }
    String all = text.append("\u2028漢😀\uffff").toString();
    byte[] utf8 = all.getBytes(StandardCharsets.UTF_8);

    var buffer = new JsonBuffer(16).string(all);
    assertThat(Parsed.json(buffer.toString()).string(0)).isEqualTo(all);
    assertThat(new JsonBuffer().stringUtf8(utf8, 0, utf8.length)).hasToString(buffer.toString());
  }

  @ParameterizedTest
  @CsvSource({"\ud800, \"\ufffd\"", "a\udc00b, \"a\ufffdb\""})
  void loneSurrogatesAreReplaced(String text, String written) {
    assertThat(new JsonBuffer().string(text).toString()).isEqualTo(written);
  }

  @Test
  void writesStructure() {
    var buffer = new JsonBuffer();
    buffer.put('{').string("a\"b").put(':').number(-7).put(',').raw("\"c\":null").put('}');
    assertThat(buffer).hasToString("{\"a\\\"b\":-7,\"c\":null}");
    buffer.truncate(1);
    assertThat(buffer.toByteArray()).containsExactly('{');
    buffer.reset();
    assertThat(buffer.size()).isZero();
  }
}
