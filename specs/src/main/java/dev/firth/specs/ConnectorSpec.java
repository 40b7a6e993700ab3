package dev.firth.specs;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Which connector runs and with what configuration.
 *
 * @param name a built-in connector, or what a person called theirs
 * @param command argv of a local process; empty for the built-in connector of that name
 * @param config the configuration without its secret values
 * @param secrets merged over {@code config} in order, by whoever runs the connector and never
 *     before
 */
public record ConnectorSpec(
    String name, List<String> command, JsonNode config, List<SecretRef> secrets) {
  public ConnectorSpec {
    command = List.copyOf(command);
    secrets = List.copyOf(secrets);
  }

  /**
   * The configuration with its secret values, for the connector alone: never printed, stored or
   * hashed.
   *
   * @throws SpecException if a value is missing or does not fit its place
   */
  public JsonNode revealed(SecretSource source) {
    return SecretMerge.merged(config, secrets, source);
  }
}
