package dev.firth.operator.cluster;

import dev.firth.crds.Kind;
import dev.firth.operator.observe.Seen;
import dev.firth.operator.plan.ShardPod;
import dev.firth.operator.plan.Stored;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what was decided for one namespace. What is there already is left as it is. */
public final class NamespaceWriter {
  static final String HOLDS = "firth.dev/holds";
  static final String STORED = "stored";
  static final String OPERATIONAL = "operational";

  private static final String MANAGER = "firth-operator";
  private static final int MOST_NOTE = 1000;
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(MANAGER)
          .withForce(true)
          .build();
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final String namespace;

  /** Writes by a client whose rights reach the namespace. */
  public NamespaceWriter(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Stores parts under their names, which say what is in them. */
  public void store(SortedMap<String, byte[]> parts) {
    parts.forEach(
        (name, part) -> {
          ConfigMap map =
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace(namespace)
                  .withName(name)
                  .withLabels(ShardPod.OURS)
                  .addToLabels(HOLDS, STORED)
                  .endMetadata()
                  .withImmutable(true)
                  .addToBinaryData(Stored.KEY, Base64.getEncoder().encodeToString(part))
                  .build();
          unlessThere(() -> client.resource(map).create());
        });
  }

  /** Deletes stored parts that nothing needs any more. */
  public void discard(String part) {
    client.configMaps().inNamespace(namespace).withName(part).delete();
  }

  /** Tells the shards of a task what acts at once. */
  public void operational(String name, Seen task, String json) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(ShardPod.OURS)
                .addToLabels(HOLDS, OPERATIONAL)
                .withOwnerReferences(ShardPod.ownedBy(task))
                .endMetadata()
                .addToData(ShardPod.OPERATIONAL, json)
                .build())
        .patch(APPLY);
  }

  /** Makes a Publication that may run, or one that waits for a person. */
  public void publication(String name, boolean approved) {
    ObjectNode publication = bare(Kind.PUBLICATION, name);
    publication.putObject("spec").put("approved", approved);
    unlessThere(() -> client.resource(generic(publication)).create());
  }

  /** Deletes a Publication whose time is over. */
  public void prune(String name) {
    client
        .genericKubernetesResources(Json.context(Kind.PUBLICATION))
        .inNamespace(namespace)
        .withName(name)
        .delete();
  }

  /** Makes a pod. */
  public void create(Pod pod) {
    unlessThere(() -> client.resource(pod).create());
  }

  /** Asks a pod to end; it has its grace period to finish its transaction. */
  public void delete(String pod) {
    client.pods().inNamespace(namespace).withName(pod).delete();
  }

  /** Forgets a pod that nobody is there to end. */
  public void forget(String pod) {
    client.pods().inNamespace(namespace).withName(pod).withGracePeriod(0).delete();
  }

  /** Writes the whole status of a resource: what is not in it goes. */
  public void status(Kind kind, String name, JsonNode status) {
    ObjectNode resource = bare(kind, name);
    resource.set("status", status);
    client.resource(generic(resource)).subresource("status").patch(APPLY);
  }

  /** Says once what became of a resource. */
  public void event(Seen about, boolean well, String reason, String note, Instant now) {
    client
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withGenerateName(about.name() + "-")
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withReportingController("firth.dev/operator")
                .withReportingInstance(MANAGER)
                .withAction("Publish")
                .withReason(reason)
                .withType(well ? "Normal" : "Warning")
                .withNote(note.length() > MOST_NOTE ? note.substring(0, MOST_NOTE) : note)
                .withNewRegarding()
                .withApiVersion(about.kind().apiVersion())
                .withKind(about.kind().word())
                .withNamespace(namespace)
                .withName(about.name())
                .withUid(about.uid())
                .endRegarding()
                .build())
        .create();
  }

  private ObjectNode bare(Kind kind, String name) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.put("apiVersion", kind.apiVersion()).put("kind", kind.word());
    resource.putObject("metadata").put("name", name).put("namespace", namespace);
    return resource;
  }

  private static GenericKubernetesResource generic(ObjectNode resource) {
    return Serialization.unmarshal(resource.toString(), GenericKubernetesResource.class);
  }

  private static void unlessThere(Runnable create) {
    try {
      create.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }
}
