package dev.firth.specs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
   * Hides the texts that came from secrets, but for those that the connector says are none: what
   * its schema describes without {@code secret: true}, such as an address, if it marks others so.
   *
   * @param merged the configuration with its secrets
   * @param schema the connector's, of its configuration; missing to hide all
   */
  public SecretMask mask(JsonNode merged, JsonNode schema) {
    var leaves = new Leaves(OpenFields.of(schema), new ArrayList<>(), new ArrayList<>());
    for (SecretRef secret : secrets) {
      JsonNode open = config.at(secret.pointer());
      leaves.collect(
          secret.pointer(), merged.at(secret.pointer()), secret.pointer().isEmpty() ? open : NONE);
    }
    return SecretMask.of(leaves.hidden, leaves.shown, config);
  }

  /** The texts of secrets, by whether they may be shown. */
  private record Leaves(Set<String> open, List<String> hidden, List<String> shown) {
    void collect(String pointer, JsonNode merged, JsonNode before) {
      if ((merged.isString() || merged.isNumber()) && !merged.equals(before)) {
        (open.contains(pointer) ? shown : hidden).add(merged.asString());
      }
      merged
          .properties()
          .forEach(m -> collect(pointer + "/" + m.getKey(), m.getValue(), before.path(m.getKey())));
      if (merged.isArray()) {
        merged.forEach(element -> collect(pointer + "/-", element, NONE));
      }
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
