package dev.firth.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Secret values go to their places as they are written, and into no message. */
class SecretMergeTest {
  private static final String CONFIG =
      "{\"user\":\"me\",\"tls\":{\"verify\":true},\"hosts\":[\"a\"]}";

  private static String revealed(SecretRef ref, Map<String, String> values) {
    var spec =
        new ConnectorSpec("c", List.of(), JsonMapper.shared().readTree(CONFIG), List.of(ref));
    return spec.revealed((secret, key) -> Optional.ofNullable(values.get(secret + "." + key)))
        .toString();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /password   | Text | hunter2\\n         | "password":"hunter2"}
          /password   | Text | hunter2\\r\\n      | "password":"hunter2"}
          /password   | Text | hunter2\\n\\n      | "password":"hunter2\\n"}
          /password   | Text | ``                 | "password":""}
          /user       | Text | you                | "user":"you"
          /hosts/0    | Text | b                  | "hosts":["b"]
          /tls/key    | Text | k                  | "tls":{"verify":true,"key":"k"}
          /new/deep/x | Text | 1                  | "new":{"deep":{"x":"1"}}
          /port       | JSON | 5432               | "port":5432}
          /limit      | JSON | 12345678901234567890.10 | "limit":12345678901234567890.10}
          /limit      | JSON | 123456789012345678901234567890 | "limit":123456789012345678901234567890}
          ``          | JSON | {"user":"you","a":null} | "user":"you"
          """)
  void goesToItsPlace(String pointer, String format, String value, String there) {
    var ref = new SecretRef(pointer, "s", "k", format.equals("JSON"), false);
    String text = value.replace("\\n", "\n").replace("\\r", "\r");
    assertThat(revealed(ref, Map.of("s.k", text))).contains(there);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /tls       | JSON | {"pin":hunter2}  | The key "k" of Secret s is no JSON.
          /tls       | JSON | ``               | The key "k" of Secret s is no JSON.
          /tls       | JSON | `  `             | The key "k" of Secret s is no JSON.
          /tls       | JSON | 1 hunter2        | The key "k" of Secret s is no JSON.
          /user/x    | Text | hunter2          | There is no place for /user/x: what it goes into is no object.
          /hosts/1   | Text | hunter2          | There is no place for /hosts/1: what it goes into is no object.
          /hosts/x/y | Text | hunter2          | There is no place for /hosts/x/y: what it goes into is no object.
          ``         | JSON | "hunter2"        | What is merged at the root of a configuration is an object.
          """)
  void saysWhatDoesNotFitAndNotTheValue(
      String pointer, String format, String value, String sentence) {
    var ref = new SecretRef(pointer, "s", "k", format.equals("JSON"), false);
    assertThatThrownBy(() -> revealed(ref, Map.of("s.k", value)))
        .isInstanceOf(SpecException.class)
        .hasMessage(sentence)
        .hasNoCause();
  }

  @Test
  void whatIsMissingIsNamedUnlessItIsOptional() {
    assertThatThrownBy(
            () -> revealed(new SecretRef("/password", "s", "k", false, false), Map.of("s.x", "1")))
        .hasMessage("Secret s has no key \"k\" here.");
    assertThat(revealed(new SecretRef("/password", "s", "k", false, true), Map.of()))
        .isEqualTo(CONFIG);
  }
}
