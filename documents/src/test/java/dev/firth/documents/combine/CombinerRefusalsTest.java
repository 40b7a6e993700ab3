package dev.firth.documents.combine;

import static dev.firth.documents.combine.Combining.CHANGES;
import static dev.firth.documents.combine.Combining.PLAIN;
import static dev.firth.documents.combine.Combining.add;
import static dev.firth.documents.combine.Combining.binding;
import static dev.firth.documents.combine.Combining.drain;
import static dev.firth.documents.combine.Combining.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.documents.key.KeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a combiner refuses, in sentences. */
class CombinerRefusalsTest {
  @TempDir Path folder;

  private Combiner combiner(Combiner.Binding... bindings) {
    return new Combiner(List.of(bindings), 1 << 20, folder);
  }

  @Test
  void aDocumentWithoutKeyIsRefused() {
    try (Combiner combiner = combiner(binding(PLAIN, false))) {
      assertThatThrownBy(() -> add(combiner, 0, "{\"id\":null}")).isInstanceOf(KeyException.class);
      assertThat(combiner.isEmpty()).isTrue();
    }
  }

  @Test
  void aReducedDocumentThatItsSchemaRefusesIsAnError() {
    try (Combiner combiner = combiner(binding(CHANGES, false))) {
      add(combiner, 0, "{\"id\":7,\"n\":1000000}");
      add(combiner, 0, "{\"id\":7,\"n\":1}");
      assertThatThrownBy(() -> drain(combiner))
          .isInstanceOfSatisfying(
              CombineException.class,
              e -> {
                assertThat(e.binding()).isZero();
                assertThat(e.key()).isEqualTo("[7]");
              })
          .hasMessageStartingWith(
              "Documents of key [7]: A reduced document does not fit its schema:")
          .hasMessageContaining("/n")
          .hasMessageContaining("1000000");
    }
  }

  @Test
  void valuesThatCannotBeReducedAreAnError() {
    try (Combiner combiner = combiner(binding(CHANGES, true))) {
      load(combiner, 0, "{\"id\":7,\"n\":\"many\"}");
      add(combiner, 0, "{\"id\":7,\"n\":1}");
      assertThatThrownBy(() -> drain(combiner))
          .hasMessage(
              "Documents of key [7]: The value at /n cannot be reduced: sum needs numbers or strings"
                  + " that are numbers, but the earlier value is a string of other text");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("not-a-folder"));
    try (Combiner combiner = new Combiner(List.of(binding(PLAIN, false)), 1 << 16, file)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  add(combiner, 0, "{\"id\":%d,\"pad\":\"%s\"}".formatted(i, "x".repeat(300)));
                }
              })
          .isInstanceOf(CombineException.class)
          .hasMessageStartingWith("No temporary file could be made in " + file)
          .hasMessageContaining("writable and has room");
    }
  }
}
