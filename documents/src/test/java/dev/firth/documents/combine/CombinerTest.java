package dev.firth.documents.combine;

import static dev.firth.documents.combine.Combining.CHANGES;
import static dev.firth.documents.combine.Combining.NESTED;
import static dev.firth.documents.combine.Combining.PLAIN;
import static dev.firth.documents.combine.Combining.add;
import static dev.firth.documents.combine.Combining.binding;
import static dev.firth.documents.combine.Combining.drain;
import static dev.firth.documents.combine.Combining.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents come back by key, in order, as what they reduce to. */
class CombinerTest {
  @TempDir Path folder;

  private Combiner combiner(Combiner.Binding... bindings) {
    return new Combiner(List.of(bindings), 1 << 20, folder);
  }

  /** The note of each key's document, or "none". */
  private static List<String> notes(Combiner combiner) {
    var notes = new ArrayList<String>();
    try (Combiner.Drain drain = combiner.drain()) {
      while (drain.next()) {
        notes.add(
            drain.note() < 0 ? "none" : Arena.INT.get(drain.bytes(), drain.note() + 4).toString());
      }
    }
    return notes;
  }

  private static void addNoted(
      Combiner combiner, CompiledSchema schema, String document, int note) {
    var tape = Naive.tape(document);
    var annotations = new Annotations();
    assertThat(schema.validate(tape, 0, annotations)).isTrue();
    combiner.add(0, tape, annotations, new int[] {-1, note, 99}, 2);
  }

  @Test
  void notesComeBackWithDocumentsThatNothingTouched() {
    var binding = binding(CHANGES, true);
    try (var combiner = combiner(binding)) {
      for (int id = 1; id <= 5; id++) {
        addNoted(combiner, binding.schema(), "{\"id\":" + id + "}", 10 * id);
      }
      addNoted(combiner, binding.schema(), "{\"id\":2,\"x\":1}", 21);
      load(combiner, 0, "{\"id\":3,\"y\":1}");
      addNoted(combiner, binding.schema(), "{\"id\":6,\"op\":\"d\"}", 60);
      add(combiner, 0, "{\"id\":7}");
      assertThat(notes(combiner)).containsExactly("10", "none", "none", "40", "50", "none", "none");
      var large = "x".repeat(2000);
      for (int id = 1; id <= 1000; id++) {
        addNoted(combiner, binding.schema(), "{\"id\":" + id + ",\"x\":\"" + large + "\"}", id);
      }
      assertThat(combiner.spilled()).isPositive();
      assertThat(notes(combiner)).hasSize(1000).containsOnly("none");
    }
  }

  @Test
  void keysComeBackInTheirOrderAndOnceSeenUnchanged() {
    try (Combiner combiner = combiner(binding(PLAIN, false), binding(CHANGES, true))) {
      assertThat(add(combiner, 1, "{\"id\": 2,  \"x\": 1e5 }")).isTrue();
      assertThat(add(combiner, 0, " {\"id\":\"b\"} ")).isTrue();
      assertThat(add(combiner, 0, "{\"id\":\"a\"}")).isTrue();
      assertThat(add(combiner, 0, "{\"id\":10}")).isTrue();
      assertThat(add(combiner, 0, "{\"id\":9}")).isTrue();
      assertThat(add(combiner, 0, "{\"id\":9.0,\"again\":true}")).isFalse();
      assertThat(combiner.lastKey()).hasToString("[9]");
      assertThat(combiner.documents()).isEqualTo(6);
      assertThat(drain(combiner))
          .containsExactly(
              "0 {\"id\":9.0,\"again\":true}",
              "0 {\"id\":10}",
              "0 {\"id\":\"a\"}",
              "0 {\"id\":\"b\"}",
              "1 {\"id\": 2,  \"x\": 1e5 }");
    }
  }

  @Test
  void loadedDocumentsGoToTheFrontWheneverTheyComeAndDoNotComeBackAlone() {
    try (Combiner combiner = combiner(binding(CHANGES, true))) {
      add(combiner, 0, "{\"id\":1,\"n\":1}");
      load(combiner, 0, "{\"id\":1,\"n\":10,\"old\":1}");
      add(combiner, 0, "{\"id\":1,\"n\":100}");
      load(combiner, 0, "{\"id\":2,\"n\":10}");
      add(combiner, 0, "{\"id\":3,\"n\":5}");
      assertThat(drain(combiner))
          .containsExactly("0 {\"id\":1,\"n\":111,\"old\":1} loaded", "0 {\"id\":3,\"n\":5}");
    }
  }

  @Test
  void whatCannotBeCombinedStaysApartInOrder() {
    try (Combiner combiner = combiner(binding(NESTED, false))) {
      for (String p : List.of("{\"x\":1}", "1", "{\"y\":2}", "{\"z\":3}", "2", "{}")) {
        add(combiner, 0, "{\"id\":1,\"p\":" + p + "}");
      }
      assertThat(drain(combiner))
          .containsExactly("0 {\"id\":1,\"p\":1}", "0 {\"id\":1,\"p\":2}", "0 {\"id\":1,\"p\":{}}");
    }
  }

  @Test
  void theRuntimesMembersAreInvisibleAndTheLastOnesStay() {
    var closed =
        binding(
            """
            {"type": "object", "required": ["id"], "additionalProperties": false, "reduce": {"strategy": "merge"},
             "properties": {"id": {"type": "integer"}, "n": {"type": "integer", "reduce": {"strategy": "sum"}}}}
            """,
            true);
    var stamped = new Combiner.Binding(closed.key(), closed.schema().forStamped(), true);
    try (Combiner combiner = combiner(stamped)) {
      load(combiner, 0, "{\"id\":1,\"n\":1,\"_meta\":{\"uuid\":\"a\"}}");
      add(combiner, 0, "{\"id\":1,\"n\":2,\"_meta\":{\"uuid\":\"b\"}}");
      add(combiner, 0, "{\"id\":1,\"n\":3,\"_meta\":{\"uuid\":\"c\"}}");
      assertThat(drain(combiner))
          .containsExactly("0 {\"id\":1,\"n\":6,\"_meta\":{\"uuid\":\"c\"}} loaded");
    }
  }

  @Test
  void isReusedAfterTheDrain() {
    try (Combiner combiner = combiner(binding(PLAIN, false))) {
      add(combiner, 0, "{\"id\":1}");
      try (var drain = combiner.drain()) {
        assertThat(drain.next()).isTrue();
        assertThatThrownBy(() -> add(combiner, 0, "{\"id\":2}"))
            .hasMessage("The combiner's drain must be closed first");
      }
      assertThat(combiner.isEmpty()).isTrue();
      add(combiner, 0, "{\"id\":3}");
      assertThat(drain(combiner)).containsExactly("0 {\"id\":3}");
    }
  }
}
