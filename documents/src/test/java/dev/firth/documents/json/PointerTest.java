package dev.firth.documents.json;

import static dev.firth.documents.json.Parsed.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointerTest {
  private static final String DOCUMENT =
      "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"m~n\":8,\"0\":{\"01\":9},\"\\u00e9\":3}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      value = {
        "/foo/0 | \"bar\"", "/foo/1 | \"baz\"", "/foo/2 | absent", "/foo/- | absent",
            "/foo/00 | absent", "/foo/x | absent", "/ | 0",
        "/a~1b | 1", "/c%d | 2", "/m~0n | 8", "/0/01 | 9", "/foo/0/x | absent", "/é | 3",
            "/foo/99999999999 | absent"
      })
  void locates(String pointer, String expected) {
    var tape = json(DOCUMENT);
    int node = Pointer.of(pointer).locate(tape, 0);
    assertThat(node < 0 ? null : new JsonBuffer().value(tape, node).toString()).isEqualTo(expected);
    assertThat(Pointer.of(pointer)).hasToString(pointer);
  }

  @Test
  void theEmptyPointerIsTheRoot() {
    assertThat(Pointer.of("").locate(json(DOCUMENT), 0)).isZero();
    assertThat(Pointer.ROOT.child("a/b").child("~"))
        .hasToString("/a~1b/~0")
        .isEqualTo(Pointer.of("/a~1b/~0"));
  }

  @Test
  void refusesWhatIsNoPointer() {
    assertThatThrownBy(() -> Pointer.of("id"))
        .hasMessage(
            "the JSON pointer \"id\" must be empty or begin with \"/\"; did you mean \"/id\"?");
    assertThatThrownBy(() -> Pointer.of("/a~2")).hasMessageContaining("\"~0\"");
    assertThatThrownBy(() -> Pointer.of("/a~")).isInstanceOf(IllegalArgumentException.class);
  }
}
