package dev.firth.operator.observe;

import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The Secrets and ConfigMaps that resources name: the only ones that the operator reads.
 *
 * @param secrets names
 * @param configMaps names
 */
public record References(TreeSet<String> secrets, TreeSet<String> configMaps) {

  /** Those of some resources. */
  public static References of(Collection<Seen> resources) {
    var references = new References(new TreeSet<>(), new TreeSet<>());
    for (Seen resource : resources) {
      references.config(resource.spec().path("connector").path("configFrom"));
      add(resource.spec().path("redactSalt").path("secretKeyRef"), references.secrets);
      for (JsonNode store : resource.spec().path("stores")) {
        add(store.path("credentials").path("secretRef"), references.secrets);
      }
    }
    return references;
  }

  private void config(JsonNode parts) {
    for (JsonNode part : parts) {
      add(part.path("secretKeyRef"), secrets);
      add(part.path("configMapKeyRef"), configMaps);
    }
  }

  private static void add(JsonNode reference, TreeSet<String> names) {
    Stream.of(reference.path("name"))
        .filter(JsonNode::isString)
        .forEach(n -> names.add(n.asString()));
  }
}
