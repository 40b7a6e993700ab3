package dev.firth.protocol.message;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a connector says of itself.
 *
 * @param configSchema JSON Schema of its configuration
 * @param resourceSchema JSON Schema of a binding's resource
 * @param documentationUrl empty if there is none
 * @param resourcePathPointers where in a resource its path stands, for connectors that leave the
 *     path to Firth
 */
public record ConnectorSpecification(
    JsonNode configSchema,
    JsonNode resourceSchema,
    String documentationUrl,
    List<String> resourcePathPointers) {
  public static final int PROTOCOL = 3032023;

  public ConnectorSpecification {
    resourcePathPointers = List.copyOf(resourcePathPointers);
  }
}
