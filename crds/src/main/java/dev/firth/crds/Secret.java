package dev.firth.crds;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' Secret.
 *
 * @param metadata its name
 * @param data values in base64
 * @param stringData values as text; they win over {@code data}
 * @param type Kubernetes' own
 */
@KnownFields({"apiVersion", "kind", "immutable"})
public record Secret(
    @Required Metadata metadata,
    Map<String, SecretValue> data,
    Map<String, SecretValue> stringData,
    @Nullable String type)
    implements Resource {
  public Secret {
    data = Absent.map(data);
    stringData = Absent.map(stringData);
  }
}
