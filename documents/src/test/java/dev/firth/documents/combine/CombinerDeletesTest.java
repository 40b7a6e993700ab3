package dev.firth.documents.combine;

import static dev.firth.documents.combine.Combining.CHANGES;
import static dev.firth.documents.combine.Combining.LINES;
import static dev.firth.documents.combine.Combining.add;
import static dev.firth.documents.combine.Combining.binding;
import static dev.firth.documents.combine.Combining.drain;
import static dev.firth.documents.combine.Combining.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.schema.Annotations;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tombstones, of documents and within them. */
class CombinerDeletesTest {
  @TempDir Path folder;

  private Combiner combiner(Combiner.Binding... bindings) {
    return new Combiner(List.of(bindings), 1 << 20, folder);
  }

  @Test
  void tombstonesDeleteAndWhatFollowsBeginsAnew() {
    try (Combiner combiner = combiner(binding(CHANGES, true))) {
      load(combiner, 0, "{\"id\":1,\"n\":10}");
      add(combiner, 0, "{\"id\":1,\"op\":\"d\"}");
      load(combiner, 0, "{\"id\":2,\"n\":10}");
      add(combiner, 0, "{\"id\":2,\"op\":\"d\"}");
      add(combiner, 0, "{\"id\":2,\"op\":\"c\",\"n\":1}");
      add(combiner, 0, "{\"id\":3,\"op\":\"d\"}");
      assertThat(drain(combiner))
          .containsExactly(
              "0 {\"id\":1,\"n\":10,\"op\":\"d\"} loaded deleted",
              "0 {\"id\":2,\"op\":\"c\",\"n\":1} loaded",
              "0 {\"id\":3,\"op\":\"d\"} deleted");
    }
  }

  /** Whether a delete and what follows it come in one transaction or in two shows in nothing. */
  @Test
  void whatFollowsATombstoneStaysApart() {
    try (Combiner combiner = combiner(binding(CHANGES, false))) {
      add(combiner, 0, "{\"id\":1,\"n\":10,\"x\":1}");
      add(combiner, 0, "{\"id\":1,\"op\":\"d\"}");
      add(combiner, 0, "{\"id\":1,\"op\":\"c\",\"n\":1}");
      add(combiner, 0, "{\"id\":1,\"op\":\"u\",\"n\":1}");
      assertThat(drain(combiner))
          .containsExactly(
              "0 {\"id\":1,\"n\":10,\"x\":1,\"op\":\"d\"}", "0 {\"id\":1,\"op\":\"u\",\"n\":2}");
    }
  }

  @Test
  void tombstonesWithinDocumentsDeleteAndWhatFollowsBeginsAnew() {
    try (Combiner combiner = combiner(binding(LINES, true))) {
      load(combiner, 0, "{\"id\":1,\"box\":{\"a\":1},\"lines\":[{\"k\":1,\"a\":1},{\"k\":2}]}");
      add(combiner, 0, "{\"id\":1,\"box\":{\"gone\":1},\"lines\":[{\"k\":1,\"gone\":1}]}");
      add(combiner, 0, "{\"id\":1,\"box\":{\"b\":1},\"lines\":[{\"k\":1,\"b\":1}]}");
      assertThat(drain(combiner))
          .containsExactly(
              "0 {\"id\":1,\"lines\":[{\"k\":1,\"b\":1},{\"k\":2}],\"box\":{\"b\":1}} loaded");
    }
  }

  @Test
  void annotationsSpareASecondLook() {
    var binding = binding(CHANGES, true);
    try (Combiner combiner = combiner(binding)) {
      for (String json : List.of("{\"id\":1,\"n\":1}", "{\"id\":2,\"op\":\"d\"}")) {
        var tape = Naive.tape(json);
        var annotations = new Annotations();
        assertThat(binding.schema().validate(tape, 0, annotations)).isTrue();
        combiner.add(0, tape, annotations);
      }
      assertThat(drain(combiner))
          .containsExactly("0 {\"id\":1,\"n\":1}", "0 {\"id\":2,\"op\":\"d\"} deleted");
    }
  }
}
