package dev.firth.operator.plan;

import dev.firth.catalog.build.SecretPrints;
import dev.firth.operator.observe.Seen;
import dev.firth.specs.SpecJson;
import dev.firth.specs.TaskSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The pod of one shard: the runner, and the connector as a native sidecar behind connector-init,
 * which an init container copies in. Neither has a token for the API server, and the connector sees
 * none of the task's files.
 */
public final class ShardPod {
  /** The kind of the task that a pod runs: {@code capture}. */
  public static final String KIND = "firth.dev/kind";

  /** The name of the task that a pod runs. */
  public static final String TASK = "firth.dev/task";

  /** What a pod was made from. */
  public static final String HASH = "firth.dev/hash";

  /** What marks objects as the operator's. */
  public static final Map<String, String> OURS = Map.of("app.kubernetes.io/managed-by", "firth");

  /** Where the runner answers probes and metrics. */
  public static final int PORT = 8080;

  /** The key of the config map that holds what acts while a task runs. */
  public static final String OPERATIONAL = "operational.json";

  private static final String INIT = "/firth/init";
  private static final String RUN = "/firth/run";
  private static final String SPEC = "/firth/spec";
  private static final String LIVE = "/firth/live";
  private static final String SECRETS = "/firth/secrets";
  private static final String SOCKET = RUN + "/connector.sock";

  private ShardPod() {}

  /**
   * What the operator adds of its own, which no pod is restarted for.
   *
   * @param runnerImage with the runner and connector-init
   * @param owner of the stores: names this cluster in them
   */
  public record Surroundings(String runnerImage, String owner) {}

  /** Selects the pods of a task. */
  public static String selector(String kindName, String name) {
    return KIND + "=" + kindName + "," + TASK + "=" + name;
  }

  /**
   * 16 hexadecimal digits of what people can see of a pod: the built spec, which names the
   * connector's image, and the print of the task's secrets.
   *
   * @param inputs of the task, of its publication
   */
  public static String hash(TaskSpec task, String inputs) {
    ObjectNode seen = JsonNodeFactory.instance.objectNode();
    seen.put("spec", task.hash());
    seen.put("secrets", SecretPrints.of(inputs));
    return SpecJson.hash(seen).substring(0, 16);
  }

  /** Whether the task has a shard at all. */
  public static boolean runs(TaskSpec task) {
    return !task.suspended();
  }

  /** The config maps that hold a task's spec; pods of equal specs share them. */
  public static SortedMap<String, byte[]> spec(TaskSpec task) {
    return Stored.parts(Stored.SPEC, task.hash(), SpecJson.write(task));
  }

  /** The name of the config map that holds what acts while a task runs. */
  public static String operational(TaskSpec task) {
    return "task-" + task.kindName() + "-" + task.name();
  }

  /** The pod of a task's only shard. */
  public static Pod of(TaskSpec task, String hash, Seen owner, Surroundings surroundings) {
    ContainerCommand connector = ContainerCommand.of(task.connector().command());
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(task.namespace())
        .withName(task.kindName() + "-" + task.name() + "-0-" + hash.substring(0, 8))
        .addToLabels(OURS)
        .addToLabels("app.kubernetes.io/component", "shard")
        .addToLabels(KIND, task.kindName())
        .addToLabels(TASK, task.name())
        .addToAnnotations(HASH, hash)
        .withOwnerReferences(ownedBy(owner))
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Always")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(30L)
        .withTolerations(leaves("not-ready"), leaves("unreachable"))
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(65532L)
        .withFsGroup(65532L)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withInitContainers(copy(surroundings), sidecar(connector))
        .withContainers(runner(task, surroundings))
        .withVolumes(ShardVolumes.of(task))
        .endSpec()
        .build();
  }

  /** A shard does not wait for a node that died: another one takes over behind the log's fence. */
  private static Toleration leaves(String trouble) {
    return new TolerationBuilder()
        .withKey("node.kubernetes.io/" + trouble)
        .withOperator("Exists")
        .withEffect("NoExecute")
        .withTolerationSeconds(0L)
        .build();
  }

  /** Makes Kubernetes delete an object with the resource that it was made for. */
  public static OwnerReference ownedBy(Seen resource) {
    return new OwnerReferenceBuilder()
        .withApiVersion(resource.kind().apiVersion())
        .withKind(resource.kind().word())
        .withName(resource.name())
        .withUid(resource.uid())
        .withController(true)
        .build();
  }

  private static Container copy(Surroundings surroundings) {
    return restricted("connector-init", surroundings.runnerImage())
        .withCommand("cp", "/opt/firth/connector-init", INIT + "/connector-init")
        .withVolumeMounts(mount("init", INIT, false))
        .build();
  }

  private static Container sidecar(ContainerCommand connector) {
    return restricted("connector", connector.image())
        .withRestartPolicy("Always")
        .withCommand(
            Stream.concat(
                    Stream.of(INIT + "/connector-init", SOCKET, "--"), connector.command().stream())
                .toList())
        .addNewEnv()
        .withName("FLOW_RUNTIME_CODEC")
        .withValue("json")
        .endEnv()
        .addNewEnv()
        .withName("HOME")
        .withValue("/home/firth")
        .endEnv()
        .withVolumeMounts(
            mount("init", INIT, true),
            mount("run", RUN, false),
            mount("connector-tmp", "/tmp", false),
            mount("connector-home", "/home/firth", false))
        .build();
  }

  private static Container runner(TaskSpec task, Surroundings surroundings) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(mount("run", RUN, false));
    mounts.add(mount("spec", SPEC, true));
    mounts.add(mount("live", LIVE, true));
    mounts.add(mount("tmp", "/tmp", false));
    if (!ShardVolumes.secrets(task).isEmpty()) {
      mounts.add(mount("secrets", SECRETS, true));
    }
    return restricted("runner", surroundings.runnerImage())
        .withArgs(
            "shard",
            "--pod",
            "--spec",
            SPEC,
            "--secrets",
            SECRETS,
            "--operational",
            LIVE + "/" + OPERATIONAL,
            "--connector-socket",
            SOCKET,
            "--listen",
            Integer.toString(PORT),
            "--owner",
            surroundings.owner())
        .addNewPort()
        .withName("http")
        .withContainerPort(PORT)
        .endPort()
        .withStartupProbe(probe("/live", 2, 60))
        .withLivenessProbe(probe("/live", 10, 6))
        .withReadinessProbe(probe("/ready", 2, 3))
        .withVolumeMounts(mounts)
        .build();
  }

  private static ContainerBuilder restricted(String name, String image) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withSecurityContext(context());
  }

  private static SecurityContext context() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private static Probe probe(String path, int period, int failures) {
    return new ProbeBuilder()
        .withPeriodSeconds(period)
        .withFailureThreshold(failures)
        .withTimeoutSeconds(5)
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(PORT)
        .endHttpGet()
        .build();
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(name)
        .withMountPath(path)
        .withReadOnly(readOnly)
        .build();
  }
}
