package dev.firth.documents.schema;

import dev.firth.documents.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the {@code reduce} annotation of a schema and says all that is wrong with it. */
final class ReduceAnnotation {
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "append", Set.of(),
          "firstWriteWins", Set.of(),
          "jsonSchemaMerge", Set.of(),
          "lastWriteWins", Set.of("delete", "associative"),
          "minimize", Set.of("key"),
          "maximize", Set.of("key"),
          "merge", Set.of("key", "delete"),
          "set", Set.of("key"),
          "sum", Set.of());

  private final JsonNode annotation;
  private final BiConsumer<String, String> problems;
  private boolean failed;

  private ReduceAnnotation(JsonNode annotation, BiConsumer<String, String> problems) {
    this.annotation = annotation;
    this.problems = problems;
  }

  /**
   * The strategy; null where there is a problem, told as a pointer below the annotation and a
   * sentence.
   */
  static @Nullable ReduceStrategy read(JsonNode annotation, BiConsumer<String, String> problems) {
    return new ReduceAnnotation(annotation, problems).read();
  }

  private void problem(String pointer, String sentence) {
    failed = true;
    problems.accept(pointer, sentence);
  }

  private @Nullable ReduceStrategy read() {
    JsonNode name = annotation.isObject() ? annotation.get("strategy") : null;
    if (name == null || !name.isString()) {
      problem(
          "",
          "expected an object with a strategy, such as {strategy: merge}, got "
              + Violations.describe(annotation));
      return null;
    }
    String strategy = name.asString();
    Set<String> parameters = PARAMETERS.get(strategy);
    if (parameters == null) {
      problem(
          "/strategy",
          "unknown reduce strategy \""
              + strategy
              + "\"; known are append, firstWriteWins, jsonSchemaMerge, lastWriteWins, maximize, merge, minimize, set and sum."
              + Suggestion.of(strategy, PARAMETERS.keySet()));
      return null;
    }
    for (String parameter : annotation.propertyNames()) {
      if (!parameter.equals("strategy") && !parameters.contains(parameter)) {
        problem(
            "/" + Pointer.escape(parameter),
            "the strategy "
                + strategy
                + " has no parameter \""
                + parameter
                + "\"."
                + Suggestion.of(parameter, parameters));
      }
    }
    List<Pointer> key = key();
    boolean delete = flag("delete", false);
    boolean associative = flag("associative", true);
    return failed ? null : strategy(strategy, key, delete, associative);
  }

  private static ReduceStrategy strategy(
      String name, List<Pointer> key, boolean delete, boolean associative) {
    return switch (name) {
      case "append" -> new ReduceStrategy.Append();
      case "firstWriteWins" -> new ReduceStrategy.FirstWriteWins();
      case "jsonSchemaMerge" -> new ReduceStrategy.JsonSchemaMerge();
      case "lastWriteWins" -> new ReduceStrategy.LastWriteWins(delete, associative);
      case "minimize" -> new ReduceStrategy.Minimize(key);
      case "maximize" -> new ReduceStrategy.Maximize(key);
      case "merge" -> new ReduceStrategy.Merge(key, delete);
      case "set" -> new ReduceStrategy.Set(key);
      default -> new ReduceStrategy.Sum();
    };
  }

  private boolean flag(String parameter, boolean otherwise) {
    JsonNode value = annotation.get(parameter);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      problem("/" + parameter, "expected true or false, got " + Violations.describe(value));
      return otherwise;
    }
    return value.booleanValue();
  }

  private List<Pointer> key() {
    JsonNode value = annotation.get("key");
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      problem("/key", "expected an array of JSON pointers, got " + Violations.describe(value));
      return List.of();
    }
    var key = new ArrayList<Pointer>();
    for (int i = 0; i < value.size(); i++) {
      if (!value.get(i).isString()) {
        problem("/key/" + i, "expected a JSON pointer, got " + Violations.describe(value.get(i)));
        continue;
      }
      try {
        key.add(Pointer.of(value.get(i).asString()));
      } catch (IllegalArgumentException e) {
        problem("/key/" + i, String.valueOf(e.getMessage()));
      }
    }
    return key;
  }
}
