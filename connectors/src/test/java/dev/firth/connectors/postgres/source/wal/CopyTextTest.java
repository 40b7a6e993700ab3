package dev.firth.connectors.postgres.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyTextTest {

  private static List<String> split(String line) {
    Tuple row = new Tuple();
    CopyText.split(line.getBytes(StandardCharsets.UTF_8), row);
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      fields.add(
          row.kind(i) == Tuple.NULL
              ? "null"
              : "<"
                  + new String(row.bytes(), row.offset(i), row.length(i), StandardCharsets.UTF_8)
                  + ">");
    }
    return fields;
  }

  @Test
  void fields() {
    assertThat(split("1\tb\t\n")).containsExactly("<1>", "<b>", "<>");
    assertThat(split("\\N\tN\t\\\\N\n")).containsExactly("null", "<N>", "<\\N>");
    assertThat(split("a\\tb\\nc\\\\\té\n")).containsExactly("<a\tb\nc\\>", "<é>");
    assertThat(split("\\b\\f\\r\\v\n")).containsExactly("<\b\f\r\u000b>");
    assertThat(split("\n")).containsExactly("<>");
  }
}
