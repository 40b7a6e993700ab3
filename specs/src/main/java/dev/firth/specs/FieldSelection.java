package dev.firth.specs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The fields that a binding stores, in the order in which their values are sent.
 *
 * @param keys in the order of the collection's key, or of groupBy
 * @param values sorted
 * @param document the field that holds the whole document, if it is stored
 * @param config the connector's own options, by field
 */
public record FieldSelection(
    List<String> keys,
    List<String> values,
    Optional<String> document,
    Map<String, JsonNode> config) {
  public FieldSelection {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
    config = Map.copyOf(config);
  }
}
