package dev.firth.protocol.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.protocol.Samples;
import dev.firth.protocol.session.Whom;
import dev.firth.specs.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StderrLogTest {
  private static final String SECRET = "pass\"w\\ördlich";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "wrong: pass\"w\\ördlich | wrong: (secret)",
        "{\"level\":\"error\",\"msg\":\"wrong: pass\\\"w\\\\ördlich\"} | wrong: (secret)",
        "{\"level\":\"error\",\"msg\":\"wrong: pass\\u0022w\\\\\\u00f6rdlich\"} | wrong: (secret)",
        "{\"level\":\"error\",\"msg\":\"wrong\",\"fields\":{\"error\":\"pass\\u0022w\\\\\\u00f6rdlich\"}} | wrong: (secret)"
      })
  void aSecretIsBlottedOutHoweverItIsWritten(String line, String shown) {
    var log =
        new StderrLog(
            new Whom("Capture shop", "source-x"),
            SecretMask.of(List.of(SECRET), Samples.json("{}")));
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    log.feed(bytes, bytes.length);
    assertThat(log.failure(1))
        .hasMessage("Capture shop: connector source-x failed (exit code 1): " + shown);
  }
}
