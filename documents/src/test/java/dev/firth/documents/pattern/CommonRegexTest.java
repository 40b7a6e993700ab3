package dev.firth.documents.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for an expression at one look is one by the whole grammar. */
class CommonRegexTest {
  private static final String[] PARTS = {
    "a", "b", "(", "(?:", ")", "[", "]", "^", "$", "|", "*", "+", "?", "{2}", "{1,3}", "{3,1}",
    "{2,}", "{", "}", "-", ",", "\\d", "\\W", "\\.", "\\-", "\\b", "\\1", "\\", "\\n", "(?=", "?<",
    ".", "9", "é", "/", ":", "&&"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "^[A-Z]{3}$",
        "^x_",
        "^[A-Z0-9-]{4,20}$",
        "^(?:a|b)*?\\.[^\\s\\]]+$",
        "a{2,}",
        "[]",
        "."
      })
  void common(String source) {
    assertThat(accepts(source)).isTrue();
    assertThat(EcmaPattern.compile(source)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", ")", "[", "a**", "*", "^*", "a{3,1}", "[z-a]", "[\\d-z]", "\\", "(?", "(?:"})
  void doubtful(String source) {
    assertThat(accepts(source)).isFalse();
  }

  @Property(tries = 20_000)
  void neverMoreThanTheGrammar(@ForAll long seed) {
    var random = new Random(seed);
    var source = new StringBuilder();
    for (int n = 1 + random.nextInt(9); n > 0; n--) {
      source.append(PARTS[random.nextInt(PARTS.length)]);
    }
    if (accepts(source.toString())) {
      assertThat(EcmaPattern.compile(source.toString())).isNotNull();
    }
  }

  private static boolean accepts(String source) {
    byte[] utf8 = ("(" + source + "(").getBytes(StandardCharsets.UTF_8);
    return CommonRegex.accepts(utf8, 1, utf8.length - 1);
  }
}
