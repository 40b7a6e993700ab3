package dev.firth.crds;

import java.util.Map;

/**
 * Kubernetes' ConfigMap.
 *
 * @param metadata its name
 * @param data its values
 */
@KnownFields({"apiVersion", "kind", "immutable", "binaryData"})
public record ConfigMap(@Required Metadata metadata, Map<String, String> data) implements Resource {
  public ConfigMap {
    data = Absent.map(data);
  }
}
