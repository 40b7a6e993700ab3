package dev.firth.operator.cluster;

import dev.firth.catalog.build.Publication;
import dev.firth.crds.Kind;
import dev.firth.crds.Span;
import dev.firth.operator.observe.Observed;
import dev.firth.operator.observe.References;
import dev.firth.operator.observe.Seen;
import dev.firth.operator.observe.SeenPod;
import dev.firth.operator.plan.ShardPod;
import dev.firth.operator.plan.Stored;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads namespaces. */
public final class NamespaceReader {
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final KubernetesClient client;

  /** Reads by a client whose rights reach the namespaces. */
  public NamespaceReader(KubernetesClient client) {
    this.client = client;
  }

  /** All of one namespace that concerns Firth. */
  public Observed read(String namespace, Instant now) {
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
        namespace,
        resources,
        data(namespace, References.of(resources)),
        pods(namespace, now),
        operational(namespace));
  }

  /** How long a namespace has to be quiet before it is built. */
  public Duration settle(String namespace) {
    var catalog =
        client
            .genericKubernetesResources(Json.context(Kind.CATALOG))
            .inNamespace(namespace)
            .withName("default")
            .get();
    String text = catalog == null ? "" : Json.of(catalog).path("spec").path("settle").asString("");
    return Span.isValid(text) ? new Span(text).toDuration() : SETTLE;
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

  private List<SeenPod> pods(String namespace, Instant now) {
    return client.pods().inNamespace(namespace).withLabels(ShardPod.OURS).list().getItems().stream()
        .map(pod -> PodReading.of(pod, now))
        .toList();
  }

  private Map<String, String> operational(String namespace) {
    var told = new HashMap<String, String>();
    for (ConfigMap map : maps(namespace, NamespaceWriter.OPERATIONAL)) {
      told.put(map.getMetadata().getName(), map.getData().getOrDefault(ShardPod.OPERATIONAL, ""));
    }
    return told;
  }

  private List<ConfigMap> maps(String namespace, String holds) {
    return client
        .configMaps()
        .inNamespace(namespace)
        .withLabel(NamespaceWriter.HOLDS, holds)
        .list()
        .getItems();
  }

  /** The names of all config maps with specs and publications. */
  public List<String> stored(String namespace) {
    return maps(namespace, NamespaceWriter.STORED).stream()
        .map(map -> map.getMetadata().getName())
        .toList();
  }

  /** The publication of this hash; empty if it is not stored, or not all of it. */
  public Optional<Publication> publication(String namespace, String hash) {
    var parts = new ArrayList<byte[]>();
    while (true) {
      ConfigMap part =
          client
              .configMaps()
              .inNamespace(namespace)
              .withName(Stored.PUBLICATION + "-" + hash + "-" + parts.size())
              .get();
      if (part == null) {
        break;
      }
      parts.add(Base64.getDecoder().decode(part.getBinaryData().get(Stored.KEY)));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Publication.read(Stored.join(parts)));
  }
}
