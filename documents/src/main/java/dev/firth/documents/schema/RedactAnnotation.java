package dev.firth.documents.schema;

import dev.firth.documents.json.Pointer;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the {@code redact} annotation of a schema and says all that is wrong with it. */
final class RedactAnnotation {
  private static final Set<String> STRATEGIES = Set.of("block", "sha256");

  private RedactAnnotation() {}

  /** The redaction; null where there is a problem, told as {@link ReduceAnnotation#read} does. */
  static @Nullable Redaction read(JsonNode annotation, BiConsumer<String, String> problems) {
    JsonNode name = annotation.isObject() ? annotation.get("strategy") : null;
    if (name == null || !name.isString()) {
      problems.accept(
          "",
          "expected an object with a strategy, such as {strategy: block}, got "
              + Violations.describe(annotation));
      return null;
    }
    if (!STRATEGIES.contains(name.stringValue())) {
      problems.accept(
          "/strategy",
          "unknown redact strategy \""
              + name.stringValue()
              + "\"; known are block and sha256."
              + Suggestion.of(name.stringValue(), STRATEGIES));
      return null;
    }
    for (String parameter : annotation.propertyNames()) {
      if (!parameter.equals("strategy")) {
        problems.accept(
            "/" + Pointer.escape(parameter),
            "the strategy " + name.stringValue() + " has no parameter \"" + parameter + "\".");
        return null;
      }
    }
    return name.stringValue().equals("block") ? Redaction.BLOCK : Redaction.SHA256;
  }
}
