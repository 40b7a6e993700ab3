package dev.firth.specs;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a connector's configuration that are no secrets, because its schema describes them
 * and marks others as secret. A connector that marks none has not said which ones are, so that
 * every field of it may be one.
 */
final class OpenFields {
  private final Set<String> open = new HashSet<>();
  private boolean marks;

  private OpenFields() {}

  /** Locations, as pointers, of the fields that may be shown wherever they came from. */
  static Set<String> of(JsonNode schema) {
    var fields = new OpenFields();
    fields.visit("", schema);
    return fields.marks ? Set.copyOf(fields.open) : Set.of();
  }

  private void visit(String pointer, JsonNode schema) {
    for (var property : schema.path("properties").properties()) {
      JsonNode described = property.getValue();
      String at = pointer + "/" + property.getKey();
      boolean secret =
          described.path("secret").asBoolean(false)
              || described.path("airbyte_secret").asBoolean(false)
              || described.path("format").asString("").equals("password");
      marks |= secret;
      if (!secret && !described.has("properties")) {
        open.add(at);
      } else if (!secret) {
        visit(at, described);
      }
    }
  }
}
