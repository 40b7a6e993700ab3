package dev.firth.specs;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

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
  private static final JsonNode NONE = MissingNode.getInstance();

  public ConnectorSpec {
    command = List.copyOf(command);
    secrets = List.copyOf(secrets);
  }

  /**
   * Hides the texts that came from secrets.
   *
   * @param merged the configuration with its secrets
   */
  public SecretMask mask(JsonNode merged) {
    var values = new ArrayList<String>();
    for (SecretRef secret : secrets) {
      JsonNode open = config.at(secret.pointer());
      collect(merged.at(secret.pointer()), secret.pointer().isEmpty() ? open : NONE, values);
    }
    return SecretMask.of(values, config);
  }

  private static void collect(JsonNode merged, JsonNode open, List<String> values) {
    if (merged.isString() && !merged.equals(open)) {
      values.add(merged.stringValue());
    }
    merged.properties().forEach(m -> collect(m.getValue(), open.path(m.getKey()), values));
    if (merged.isArray()) {
      merged.forEach(element -> collect(element, NONE, values));
    }
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
