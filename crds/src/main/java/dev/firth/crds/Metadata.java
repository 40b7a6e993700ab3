package dev.firth.crds;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Firth reads of Kubernetes' ObjectMeta.
 *
 * @param name a DNS label of at most 52 characters for Firth's own kinds
 * @param namespace the catalog that the resource belongs to; null where the file leaves it open
 * @param labels people's own
 * @param annotations people's own
 */
@KnownFields({
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "finalizers",
  "generateName",
  "generation",
  "managedFields",
  "ownerReferences",
  "resourceVersion",
  "selfLink",
  "uid"
})
public record Metadata(
    @Required String name,
    @Nullable String namespace,
    Map<String, String> labels,
    Map<String, String> annotations) {
  public Metadata {
    labels = Absent.map(labels);
    annotations = Absent.map(annotations);
  }
}
