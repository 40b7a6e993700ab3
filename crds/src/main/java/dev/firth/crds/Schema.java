package dev.firth.crds;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON Schema that others name by {@code schema://NAME}. */
@Served(plural = "schemas", shortName = "fsch", status = ResourceStatus.class)
@Column(name = "Ready", path = Column.READY)
@Column(name = "Reason", path = Column.REASON)
@Column(name = "Message", path = Column.MESSAGE, wide = true)
@Column(name = "Age", path = Column.AGE, type = "date")
@KnownFields({"apiVersion", "kind", "status"})
public record Schema(@Required Metadata metadata, @Required Spec spec) implements Resource {

  /**
   * @param schema JSON Schema 2020-12
   * @param json the same as JSON text, exact to the byte
   * @param readers which namespaces may use it
   */
  @OneOf({"schema", "json"})
  public record Spec(
      @Nullable JsonNode schema,
      @Limits(max = 1_048_576) @Nullable String json,
      @Nullable Readers readers) {}
}
