package dev.firth.operator.cluster;

import dev.firth.catalog.build.Publication;
import dev.firth.crds.Kind;
import dev.firth.operator.observe.Observed;
import dev.firth.operator.observe.References;
import dev.firth.operator.observe.Seen;
import dev.firth.operator.observe.SeenPod;
import dev.firth.operator.plan.ShardPod;
import dev.firth.operator.plan.Stored;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads namespaces. */
public final class NamespaceReader {
  private final KubernetesClient client;

  /** Reads by a client whose rights reach the namespaces. */
  public NamespaceReader(KubernetesClient client) {
    this.client = client;
  }

  /** All of one namespace that concerns Firth. */
  public Observed read(String namespace) {
    var resources = new ArrayList<Seen>();
    for (Kind kind : Kind.values()) {
      if (kind.served().isPresent()) {
        client
            .genericKubernetesResources(Json.context(kind))
            .inNamespace(namespace)
            .list()
            .getItems()
            .forEach(r -> resources.add(Seen.of(kind, Json.of(r))));
      }
    }
    return new Observed(
        namespace, resources, data(namespace, References.of(resources)), pods(namespace));
  }

  private List<JsonNode> data(String namespace, References references) {
    var data = new ArrayList<JsonNode>();
    for (String name : references.secrets()) {
      add(client.secrets().inNamespace(namespace).withName(name).get(), data);
    }
    for (String name : references.configMaps()) {
      add(client.configMaps().inNamespace(namespace).withName(name).get(), data);
    }
    return data;
  }

  private static void add(@Nullable HasMetadata object, List<JsonNode> data) {
    if (object != null) {
      data.add(Json.of(object));
    }
  }

  private List<SeenPod> pods(String namespace) {
    return client.pods().inNamespace(namespace).withLabels(ShardPod.OURS).list().getItems().stream()
        .map(NamespaceReader::pod)
        .toList();
  }

  private static SeenPod pod(Pod pod) {
    var metadata = pod.getMetadata();
    String phase = pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    String[] task = metadata.getLabels().getOrDefault(ShardPod.TASK, ".").split("\\.", 2);
    return new SeenPod(
        metadata.getName(),
        title(task[0]) + " " + task[1],
        Optional.ofNullable(metadata.getAnnotations())
            .map(a -> a.getOrDefault(ShardPod.HASH, ""))
            .orElse(""),
        isReady(pod),
        metadata.getDeletionTimestamp() != null,
        phase.equals("Failed") || phase.equals("Succeeded"),
        trouble(pod));
  }

  private static String title(String kind) {
    return kind.isEmpty() ? "" : kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  /**
   * What a container waits for, where the kubelet or the scheduler says that something is wrong.
   */
  private static String trouble(Pod pod) {
    if (pod.getStatus() == null) {
      return "";
    }
    var containers =
        Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream());
    return containers
        .map(NamespaceReader::waits)
        .filter(Objects::nonNull)
        .findFirst()
        .or(
            () ->
                pod.getStatus().getConditions().stream()
                    .filter(
                        c -> c.getType().equals("PodScheduled") && c.getStatus().equals("False"))
                    .map(c -> "Its pod finds no node: " + c.getMessage())
                    .findFirst())
        .orElse("");
  }

  private static @Nullable String waits(ContainerStatus container) {
    var waiting = container.getState() == null ? null : container.getState().getWaiting();
    if (waiting == null
        || waiting.getReason() == null
        || List.of("PodInitializing", "ContainerCreating").contains(waiting.getReason())) {
      return null;
    }
    String message = waiting.getMessage() == null ? "" : ": " + waiting.getMessage();
    return "Container " + container.getName() + ": " + waiting.getReason() + message;
  }

  /** The publication of this hash; empty if it is not stored, or not all of it. */
  public Optional<Publication> publication(String namespace, String hash) {
    var parts = new ArrayList<byte[]>();
    while (true) {
      ConfigMap part =
          client
              .configMaps()
              .inNamespace(namespace)
              .withName("publication-" + hash + "-" + parts.size())
              .get();
      if (part == null) {
        break;
      }
      parts.add(Base64.getDecoder().decode(part.getBinaryData().get(Stored.KEY)));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Publication.read(Stored.join(parts)));
  }
}
