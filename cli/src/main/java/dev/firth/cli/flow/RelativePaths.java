package dev.firth.cli.flow;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Paths of a connector's configuration are relative to the flow's directory, wherever Firth runs.
 */
final class RelativePaths {
  private RelativePaths() {}

  /**
   * The configuration with its relative paths made absolute: the members whose schema says {@code
   * x-path: true}.
   *
   * @param config changed in place
   * @param schema of the configuration
   */
  static JsonNode resolve(JsonNode config, JsonNode schema, Path directory) {
    if (!(config instanceof ObjectNode object)) {
      return config;
    }
    for (var property : schema.path("properties").properties()) {
      var value = object.path(property.getKey());
      if (property.getValue().path("x-path").asBoolean(false) && value.isString()) {
        object.put(
            property.getKey(), directory.resolve(value.stringValue()).normalize().toString());
      } else if (value.isObject()) {
        resolve(value, property.getValue(), directory);
      }
    }
    return config;
  }
}
