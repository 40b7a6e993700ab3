package dev.firth.documents.combine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.documents.key.KeyException;
import dev.firth.documents.key.KeyExtractor;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.shape.Inference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class CombinerTest {
  /** What change capture writes: deletes are tombstones, other changes merge, {@code n} counts. */
  static final String CHANGES =
      """
      {"type": "object", "required": ["id"],
       "properties": {"id": {"type": ["integer", "string"]}, "n": {"type": "integer", "maximum": 1000000, "reduce": {"strategy": "sum"}}},
       "if": {"properties": {"op": {"const": "d"}}, "required": ["op"]},
       "then": {"reduce": {"strategy": "merge", "delete": true}},
       "else": {"reduce": {"strategy": "merge"}}}
      """;

  /** A document is what was sent last, but {@code p} merges where it is an object. */
  static final String NESTED =
      """
      {"type": "object", "required": ["id"], "reduce": {"strategy": "merge"},
       "properties": {"p": {"if": {"type": "object"}, "then": {"reduce": {"strategy": "merge"}}}}}
      """;

  /** Lines by key, some of which are taken away; {@code box} may be taken away and come anew. */
  static final String LINES =
      """
      {"type": "object", "required": ["id"], "reduce": {"strategy": "merge"},
       "properties": {
         "box": {"type": "object", "if": {"required": ["gone"]},
           "then": {"reduce": {"strategy": "merge", "delete": true}}, "else": {"reduce": {"strategy": "merge"}}},
         "lines": {"type": "array", "reduce": {"strategy": "merge", "key": ["/k"]},
           "items": {"if": {"required": ["gone"]},
             "then": {"reduce": {"strategy": "merge", "delete": true}}, "else": {"reduce": {"strategy": "merge"}}}}}}
      """;

  static final String PLAIN = "{\"type\": \"object\", \"required\": [\"id\"]}";

  @TempDir Path folder;

  static Combiner.Binding binding(String schema, boolean full) {
    JsonNode tree = new ObjectMapper().readTree(schema);
    return new Combiner.Binding(
        KeyExtractor.of(List.of("/id"), Inference.infer(tree)), CompiledSchema.compile(tree), full);
  }

  private Combiner combiner(Combiner.Binding... bindings) {
    return new Combiner(List.of(bindings), 1 << 20, folder);
  }

  static boolean add(Combiner combiner, int binding, String document) {
    return combiner.add(binding, Naive.tape(document));
  }

  static void load(Combiner combiner, int binding, String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    combiner.addLoaded(binding, bytes, 0, bytes.length);
  }

  /** A line for each document: binding, document and what else is known of it. */
  static List<String> drain(Combiner combiner) {
    var lines = new ArrayList<String>();
    try (Combiner.Drain drain = combiner.drain()) {
      while (drain.next()) {
        lines.add(
            drain.binding()
                + " "
                + new String(drain.bytes(), drain.offset(), drain.length(), StandardCharsets.UTF_8)
                + (drain.loaded() ? " loaded" : "")
                + (drain.deleted() ? " deleted" : ""));
      }
    }
    return lines;
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
