package dev.firth.documents.combine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.Annotations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.json.JsonMapper;

/** A combiner's result is that of the naive one, whatever its memory and whatever came when. */
class CombinerLawsTest {
  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("combiner-laws");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
    Files.delete(folder);
  }

  private static final List<Combiner.Binding> BINDINGS =
      List.of(
          Combining.binding(Combining.CHANGES, true),
          Combining.binding(Combining.CHANGES, false),
          Combining.binding(Combining.NESTED, true),
          Combining.binding(Combining.NESTED, false),
          Combining.binding(Combining.LINES, true),
          Combining.binding(Combining.LINES, false),
          Combining.binding(Combining.PLAIN, true));

  @Property(tries = 60)
  void resultIsIndependentOfMemory(@ForAll long seed) {
    var random = new Random(seed);
    int size = random.nextInt(1500);
    int keys = 1 + random.nextInt(random.nextBoolean() ? 20 : 400);
    var naive = new Naive(BINDINGS);
    var apart = new Naive(BINDINGS);
    try (var small = new Combiner(BINDINGS, 1 << 16, folder);
        var large = new Combiner(BINDINGS, 1 << 26, folder)) {
      for (int i = 0; i < size; i++) {
        int binding = random.nextInt(BINDINGS.size());
        String document = document(random, keys);
        boolean full = BINDINGS.get(binding).full();
        if (full && random.nextInt(8) == 0) {
          naive.addLoaded(binding, document);
          Combining.load(small, binding, document);
          Combining.load(large, binding, document);
        } else {
          (full ? naive : apart).add(full ? binding : binding - 1, document);
          add(small, binding, document, random.nextBoolean());
          add(large, binding, document, random.nextBoolean());
        }
      }
      List<String> expected = naive.drain();
      expected.addAll(apart.drain());
      same(together(Combining.drain(large)), expected);
      same(together(Combining.drain(small)), expected);
    }
  }

  /** Members may stand in another order: one that was deleted and came anew stands last. */
  private static void same(List<String> actual, List<String> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(meant(actual.get(i))).isEqualTo(meant(expected.get(i)));
    }
  }

  /** Binding, document and flags of a line. */
  private static List<Object> meant(String line) {
    int end = line.lastIndexOf('}') + 1;
    return List.of(
        line.charAt(0), JsonMapper.shared().readTree(line.substring(2, end)), line.substring(end));
  }

  /**
   * How many documents of a key stay apart depends on the neighbours they met first; what they come
   * to when all are known does not. So those of a binding that is not full are reduced as those of
   * the one before it, which is, and whose schema is the same.
   */
  private static List<String> together(List<String> lines) {
    var known = new Naive(BINDINGS);
    var others = new ArrayList<String>();
    for (String line : lines) {
      int binding = line.charAt(0) - '0';
      if (BINDINGS.get(binding).full()) {
        others.add(line);
      } else {
        known.add(binding - 1, line.substring(2));
      }
    }
    others.addAll(known.drain());
    return others;
  }

  private static void add(Combiner combiner, int binding, String document, boolean annotated) {
    Tape tape = Naive.tape(document);
    if (annotated) {
      var annotations = new Annotations();
      assertThat(BINDINGS.get(binding).schema().validate(tape, 0, annotations)).isTrue();
      combiner.add(binding, tape, annotations);
    } else {
      combiner.add(binding, tape);
    }
  }

  /** Members come in one order, as they do from a connector. */
  private static String document(Random random, int keys) {
    int key = random.nextInt(keys);
    String id =
        switch (key % 3) {
          case 0 -> String.valueOf(key - keys / 2);
          case 1 -> "\"key " + "long ".repeat(key % 7) + key + "\"";
          default -> "\"" + (char) ('a' + key % 26) + key + "\"";
        };
    String op = random.nextInt(6) == 0 ? "d" : "u";
    String p =
        switch (random.nextInt(4)) {
          case 0 -> String.valueOf(random.nextInt(9));
          case 1 -> "null";
          default -> "{\"%c\":%d}".formatted('a' + random.nextInt(3), random.nextInt(9));
        };
    String lines =
        random.nextInt(3) > 0
            ? ""
            : ",\"box\":{%s},\"lines\":[{\"k\":%d,%s}]"
                .formatted(part(random), random.nextInt(3), part(random));
    String pad = "x".repeat(random.nextInt(random.nextInt(50) == 0 ? 9000 : 300));
    return "{\"id\":%s,\"op\":\"%s\",\"n\":%d,\"p\":%s%s,\"pad\":\"%s\"}"
        .formatted(id, op, random.nextInt(100), p, lines, pad);
  }

  private static String part(Random random) {
    return random.nextInt(3) == 0
        ? "\"gone\":1"
        : "\"%c\":%d".formatted('a' + random.nextInt(3), random.nextInt(9));
  }
}
