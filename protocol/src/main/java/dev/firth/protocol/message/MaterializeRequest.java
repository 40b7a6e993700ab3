package dev.firth.protocol.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Firth says to a connector that materializes. */
public sealed interface MaterializeRequest {
  /** What are you? */
  record Spec() implements MaterializeRequest {}

  /** Would this work, and which fields can you store? */
  record Validate(
      String name, JsonNode config, List<Binding> bindings, Optional<MaterializationMessage> last)
      implements MaterializeRequest {
    public Validate {
      bindings = List.copyOf(bindings);
    }

    /**
     * A binding to be.
     *
     * @param fieldConfig the connector's own options, by field
     * @param groupBy fields that reduce instead of the collection's key; empty: the key
     */
    public record Binding(
        JsonNode resource,
        CollectionMessage collection,
        Map<String, JsonNode> fieldConfig,
        int backfill,
        List<String> groupBy) {
      public Binding {
        fieldConfig = Map.copyOf(fieldConfig);
        groupBy = List.copyOf(groupBy);
      }
    }

    @Override
    public String toString() {
      return "Validate[" + name + "]";
    }
  }

  /**
   * Prepare the destination: tables, columns. Idempotent.
   *
   * @param store id of the store that the task reads: a destination that another one filled is
   *     refused
   * @param takeOver whether such a destination is to be emptied instead
   */
  record Apply(
      MaterializationMessage materialization,
      String version,
      String store,
      boolean takeOver,
      Optional<MaterializationMessage> last,
      RawJson state)
      implements MaterializeRequest {}

  /** Begin. Whoever had the range before is fenced out. */
  record Open(
      MaterializationMessage materialization,
      String version,
      String store,
      KeyRange range,
      RawJson state)
      implements MaterializeRequest {}

  /** The transaction before is committed; a new one begins. Also the first message after Opened. */
  record Acknowledge() implements MaterializeRequest {}

  /** Look these keys up. */
  record Load(LoadBatch keys) implements MaterializeRequest {}

  /** No load follows: answer all. */
  record Flush() implements MaterializeRequest {}

  /** Store these rows. */
  record Store(StoreBatch rows) implements MaterializeRequest {}

  /** No store follows: commit, with this checkpoint if the destination keeps it. */
  record StartCommit(RawJson checkpoint) implements MaterializeRequest {}
}
