package dev.firth.journals.log;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** RFC 7396. */
final class MergePatch {
  private MergePatch() {}

  /** The patched value; {@code target} may be changed in place. */
  static JsonNode apply(@Nullable JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode patched =
        target instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    changes
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isNull()) {
                patched.remove(e.getKey());
              } else {
                patched.set(e.getKey(), apply(patched.get(e.getKey()), e.getValue()));
              }
            });
    return patched;
  }

  /**
   * Whether one patch can do what {@code first} and then {@code second} do. A patch cannot say that
   * an object replaces what it would be merged into.
   */
  static boolean composable(JsonNode first, JsonNode second) {
    if (!(first instanceof ObjectNode before) || !(second instanceof ObjectNode changes)) {
      return !(second instanceof ObjectNode);
    }
    return changes.properties().stream()
        .allMatch(e -> !before.has(e.getKey()) || composable(before.get(e.getKey()), e.getValue()));
  }

  /** That patch; {@code first} may be changed. */
  static JsonNode compose(JsonNode first, JsonNode second) {
    if (!(first instanceof ObjectNode composed) || !(second instanceof ObjectNode changes)) {
      return second;
    }
    changes
        .properties()
        .forEach(
            e -> {
              JsonNode before = composed.get(e.getKey());
              composed.set(
                  e.getKey(), before == null ? e.getValue() : compose(before, e.getValue()));
            });
    return composed;
  }
}
