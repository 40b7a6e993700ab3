package dev.firth.crds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.crds.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class CustomResourceDefinitionTest {
  private static final Path TEMPLATES = Path.of("../helm/firth/templates/crds");
  private static final Descriptions DESCRIPTIONS =
      Descriptions.of(Path.of("src/main/java/dev/firth/crds"));
  private static final int MOST_BYTES = 200_000;

  static List<Kind> kinds() {
    return CustomResourceDefinition.kinds();
  }

  @Test
  void tenKindsWithTheShortNamesOfTheContract() {
    assertThat(kinds().stream().map(k -> k.served().orElseThrow().shortName()))
        .containsExactlyInAnyOrder(
            "fcol", "fder", "fcap", "fmat", "fsch", "ftest", "fsm", "fcon", "fcat", "fpub");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void chartHoldsWhatTheRecordsSay(Kind kind) throws IOException {
    Path file = TEMPLATES.resolve(CustomResourceDefinition.fileName(kind));
    String expected = CustomResourceDefinition.template(kind, DESCRIPTIONS);
    if (Boolean.getBoolean("crds.write")) {
      Files.createDirectories(TEMPLATES);
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file))
        .as("%s is stale: run ./test -pl crds -am -Dcrds.write=true and commit what it wrote", file)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void fitsWhatClientsSend(Kind kind) {
    byte[] json =
        new JsonMapper().writeValueAsBytes(CustomResourceDefinition.of(kind, DESCRIPTIONS));
    assertThat(json).hasSizeLessThan(MOST_BYTES);
    assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("{{");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isStructural(Kind kind) {
    var version = firstOf(at(CustomResourceDefinition.of(kind, DESCRIPTIONS), "spec"), "versions");
    structural(at(at(version, "schema"), "openAPIV3Schema"), kind.word());
  }

  /** What the API server asks of every schema before it looks at any rule. */
  private static void structural(Map<String, Object> schema, String at) {
    boolean either = schema.containsKey("x-kubernetes-int-or-string");
    assertThat(schema.containsKey("type") || either).as("%s has a type", at).isTrue();
    assertThat(schema.values()).as("%s has no null", at).doesNotContainNull();
    if (schema.containsKey("properties")) {
      assertThat(at(schema, "properties")).as("%s has properties", at).isNotEmpty();
      assertThat(schema)
          .as("%s has either names or a type of values", at)
          .doesNotContainKeys("additionalProperties", "x-kubernetes-preserve-unknown-fields");
      at(schema, "properties").forEach((name, one) -> structural(map(one), at + "." + name));
      Object required = schema.getOrDefault("required", List.of());
      assertThat(at(schema, "properties").keySet()).containsAll(strings(required));
    }
    if ("array".equals(schema.get("type"))) {
      structural(at(schema, "items"), at + "[]");
      keys(schema, at);
    }
    if (schema.containsKey("additionalProperties")) {
      structural(at(schema, "additionalProperties"), at + "{}");
    }
  }

  /** Keys of a list have to be there in every item, once. */
  private static void keys(Map<String, Object> list, String at) {
    var keys = strings(list.getOrDefault("x-kubernetes-list-map-keys", List.of()));
    assertThat(new HashSet<>(strings(at(list, "items").getOrDefault("required", List.of()))))
        .as("keys of %s are required", at)
        .containsAll(keys);
    if (!at.contains(".status")) {
      assertThat(at(list, "items"))
          .as("%s: no default inside items", at)
          .doesNotContainKey("default");
    }
  }

  private static Map<String, Object> at(Map<String, Object> object, String member) {
    return map(object.get(member));
  }

  private static Map<String, Object> firstOf(Map<String, Object> object, String member) {
    return map(((List<?>) object.getOrDefault(member, List.of())).getFirst());
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<String, Object>) java.util.Objects.requireNonNull(value);
  }
}
