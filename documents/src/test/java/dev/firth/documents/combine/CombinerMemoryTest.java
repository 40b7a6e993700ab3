package dev.firth.documents.combine;

import static dev.firth.documents.combine.Combining.CHANGES;
import static dev.firth.documents.combine.Combining.PLAIN;
import static dev.firth.documents.combine.Combining.add;
import static dev.firth.documents.combine.Combining.binding;
import static dev.firth.documents.combine.Combining.drain;
import static dev.firth.documents.combine.Combining.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds of memory, and what goes to disk and comes back. */
class CombinerMemoryTest {
  @TempDir Path folder;

  @Test
  void spillsBeyondItsBoundAndLeavesNoFile() throws IOException {
    try (Combiner combiner = new Combiner(List.of(binding(CHANGES, true)), 1 << 16, folder)) {
      String pad = "x".repeat(300);
      for (int round = 0; round < 3; round++) {
        for (int i = 999; i >= 0; i--) {
          add(combiner, 0, "{\"id\":%d,\"n\":1,\"pad\":\"%s\"}".formatted(i, pad));
          assertThat(combiner.memory()).isLessThanOrEqualTo(1 << 16);
        }
      }
      load(combiner, 0, "{\"id\":500,\"n\":40}");
      List<String> lines = drain(combiner);
      assertThat(lines).hasSize(1000);
      assertThat(lines.get(499)).isEqualTo("0 {\"id\":499,\"n\":3,\"pad\":\"%s\"}".formatted(pad));
      assertThat(lines.get(500))
          .isEqualTo("0 {\"id\":500,\"n\":43,\"pad\":\"%s\"} loaded".formatted(pad));
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  /** Through memory, spill and a reduction that leaves it alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0",
        "-0",
        "-0.0",
        "1e5",
        "1E+400",
        "0.10",
        "9007199254740993",
        "18446744073709551616",
        "123456789012345678901234567890.1234567890123456789012345678901234567890",
        "\"\\u00e9\"",
        "\"é漢😀\"",
        "\"\\ud83d\\ude00\\u0000\\/\"",
        "{\"b\":1,\"a\":[ 1.50 , {} ]}"
      })
  void valuesSurviveToTheByte(String value) throws IOException {
    var binding =
        binding(
            "{\"type\": \"object\", \"required\": [\"id\"], \"reduce\": {\"strategy\": \"merge\"}}",
            true);
    try (Combiner combiner = new Combiner(List.of(binding), 1 << 16, folder)) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 500; i++) {
          add(combiner, 0, "{\"id\":%d,\"v%d\":%s}".formatted(i, round, value));
          add(combiner, 0, "{\"id\":%d,\"pad\":\"%s\"}".formatted(i, "x".repeat(300)));
        }
      }
      assertThat(combiner.spilled()).isPositive();
      load(combiner, 0, "{\"id\":7,\"old\":" + value + "}");
      List<String> lines = drain(combiner);
      assertThat(lines).hasSize(500);
      assertThat(lines.get(7))
          .startsWith("0 {\"id\":7,\"old\":" + value + ",\"v0\":" + value + ",\"pad\":")
          .endsWith(",\"v1\":" + value + "} loaded");
    }
  }

  @Test
  void hotKeysTakeNoRoom() throws IOException {
    try (Combiner combiner = new Combiner(List.of(binding(CHANGES, true)), 1 << 18, folder)) {
      String pad = "x".repeat(300);
      for (int i = 0; i < 20_000; i++) {
        add(combiner, 0, "{\"id\":%d,\"n\":1,\"pad\":\"%s\"}".formatted(i % 50, pad));
      }
      assertThat(combiner.memory()).isLessThanOrEqualTo(1 << 18);
      try (var files = Files.list(folder)) {
        assertThat(files).as("spilled files").isEmpty();
      }
      assertThat(drain(combiner)).hasSize(50).first().asString().contains("\"n\":400,");
    }
  }

  @Test
  void documentsLargerThanTheBoundAreHeldNevertheless() {
    try (Combiner combiner = new Combiner(List.of(binding(PLAIN, false)), 1 << 16, folder)) {
      String pad = "x".repeat(200_000);
      for (int i = 3; i > 0; i--) {
        add(combiner, 0, "{\"id\":%d,\"pad\":\"%s\"}".formatted(i, pad));
      }
      assertThat(drain(combiner)).hasSize(3).first().asString().startsWith("0 {\"id\":1,");
    }
  }
}
