package dev.firth.crds;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What people may say of the pods of a task. Everything else of them is the operator's.
 *
 * @param labels added to the operator's own
 * @param annotations added to the operator's own
 * @param serviceAccountName whose role at the cloud's provider the runner takes
 * @param imagePullSecrets to pull its images
 * @param nodeSelector labels of the nodes that may run it
 * @param tolerations as Kubernetes defines them
 * @param affinity as Kubernetes defines it
 * @param topologySpreadConstraints as Kubernetes defines them
 * @param priorityClassName as Kubernetes defines it
 * @param runner the container that runs the shard
 * @param connector the container that runs the connector
 */
public record PodFields(
    @Limits(max = 100) Map<String, String> labels,
    @Limits(max = 100) Map<String, String> annotations,
    @Limits(max = 253) @Nullable String serviceAccountName,
    @Limits(max = 10) List<String> imagePullSecrets,
    @Limits(max = 100) Map<String, String> nodeSelector,
    @Limits(max = 100) List<JsonNode> tolerations,
    @Nullable JsonNode affinity,
    @Limits(max = 20) List<JsonNode> topologySpreadConstraints,
    @Limits(max = 253) @Nullable String priorityClassName,
    @Nullable Runner runner,
    @Nullable Connector connector) {
  public PodFields {
    labels = Absent.map(labels);
    annotations = Absent.map(annotations);
    imagePullSecrets = Absent.list(imagePullSecrets);
    nodeSelector = Absent.map(nodeSelector);
    tolerations = Absent.list(tolerations);
    topologySpreadConstraints = Absent.list(topologySpreadConstraints);
  }

  /**
   * The container that runs the shard.
   *
   * @param resources as Kubernetes defines them
   */
  public record Runner(@Nullable JsonNode resources) {}

  /**
   * The container that runs the connector.
   *
   * @param resources as Kubernetes defines them
   * @param env of its process, as Kubernetes defines it
   */
  public record Connector(
      @Nullable JsonNode resources, @KeyedBy("name") @Limits(max = 100) List<Variable> env) {
    public Connector {
      env = Absent.list(env);
    }
  }

  /**
   * A variable of an environment. Secrets do not belong here: they go into {@code configFrom}.
   *
   * @param name of it
   * @param value of it
   */
  public record Variable(
      @Required
          @Limits(min = 1, max = 253)
          @Pattern(
              value = "^[A-Za-z_][A-Za-z0-9_]*$",
              words = "a name of letters, digits and \"_\"")
          String name,
      @Limits(max = 32_768) @Nullable String value) {}
}
