package dev.firth.crds;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON Schema that others name by {@code schema://NAME}. */
@KnownFields({"apiVersion", "kind", "status"})
public record Schema(@Required Metadata metadata, @Required Spec spec) implements Resource {

  /**
   * @param schema JSON Schema 2020-12
   * @param json the same as JSON text, exact to the byte
   * @param readers which namespaces may use it
   */
  @OneOf({"schema", "json"})
  public record Spec(@Nullable JsonNode schema, @Nullable String json, @Nullable Readers readers) {}
}
