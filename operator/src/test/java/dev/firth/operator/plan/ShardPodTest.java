package dev.firth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.build.Publication;
import dev.firth.operator.fixture.Namespace;
import dev.firth.specs.TaskSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pod of a shard. */
class ShardPodTest {
  private static final String SHOP = "Capture shop";
  private static final String PRINT = "inputs+print";

  private final Namespace namespace = new Namespace();

  private TaskSpec task(String title) {
    Publication running = OperationalFields.on(namespace.published(), namespace.observed());
    return running.tasks().stream().filter(t -> t.title().equals(title)).findFirst().orElseThrow();
  }

  private Pod pod(String title, String image) {
    TaskSpec task = task(title);
    return ShardPod.of(
        task,
        ShardPod.hash(task, PRINT),
        namespace.seen(title),
        new ShardPod.Surroundings(image, "owner-1"));
  }

  private Pod pod() {
    return pod(SHOP, "runner:1");
  }

  private static List<Container> containers(Pod pod) {
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .toList();
  }

  private static Container container(Pod pod, String name) {
    return containers(pod).stream().filter(c -> c.getName().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void hasNoTokenAndIsRestricted() {
    Pod pod = pod();
    assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
        .isEqualTo("RuntimeDefault");
    for (Container container : containers(pod)) {
      var context = container.getSecurityContext();
      assertThat(context.getReadOnlyRootFilesystem()).as(container.getName()).isTrue();
      assertThat(context.getAllowPrivilegeEscalation()).isFalse();
      assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
    }
  }

  @Test
  void keepsTheTasksFilesFromItsConnector() {
    assertThat(container(pod(), "connector").getVolumeMounts())
        .extracting(VolumeMount::getName)
        .containsExactlyInAnyOrder("init", "run", "connector-tmp", "connector-home");
    assertThat(container(pod(), "runner").getVolumeMounts())
        .extracting(VolumeMount::getName)
        .contains("spec", "live", "secrets");
  }

  @Test
  void runsTheConnectorAsANativeSidecarBehindInit() {
    Container connector = container(pod(), "connector");
    assertThat(connector.getImage()).isEqualTo("registry:5000/stub:1");
    assertThat(connector.getRestartPolicy()).isEqualTo("Always");
    assertThat(connector.getCommand())
        .containsExactly(
            "/firth/init/connector-init", "/firth/run/connector.sock", "--", "run", "--source");
  }

  @Test
  void mountsTheSecretsThatItsTaskNamesAndHoldsNoValue() {
    String text = Serialization.asYaml(pod());
    assertThat(text)
        .contains("shop-db/password", "flows-s3/AWS_SECRET_ACCESS_KEY")
        .doesNotContain("sesame", "c2VzYW1l", "c2VjcmV0");
    assertThat(Serialization.asYaml(pod("Capture web", "runner:1"))).doesNotContain("shop-db");
  }

  @Test
  void isFoundByItsLabelsHoweverLongItsNameIs() {
    String name = "x".repeat(52);
    namespace.apply(
        """
        apiVersion: firth.dev/v1alpha1
        kind: Materialization
        metadata: {name: %s}
        spec:
          connector: {name: materialize-stub, config: {address: "wh:1"}}
          bindings: [{name: orders, source: {name: orders}, resource: {table: more}}]
        """
            .formatted(name));
    Pod pod = pod("Materialization " + name, "runner:1");
    assertThat(pod.getMetadata().getLabels().values()).allMatch(value -> value.length() <= 63);
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("firth.dev/kind", "materialization")
        .containsEntry("firth.dev/task", name);
  }

  @Test
  void belongsToItsTask() {
    assertThat(pod().getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getKind()).isEqualTo("Capture");
              assertThat(owner.getUid()).isEqualTo("uid of Capture shop");
              assertThat(owner.getController()).isTrue();
            });
  }

  @Test
  void leavesANodeThatDiedAtOnce() {
    assertThat(pod().getSpec().getTolerations())
        .hasSize(2)
        .allMatch(t -> t.getTolerationSeconds() == 0 && t.getEffect().equals("NoExecute"));
  }

  @Test
  void isAnotherOneOnlyForWhatPeopleChanged() {
    TaskSpec before = task(SHOP);
    String hash = ShardPod.hash(before, PRINT);
    assertThat(ShardPod.hash(before, "other inputs+print")).isEqualTo(hash);
    assertThat(ShardPod.hash(before, "inputs+rotated")).isNotEqualTo(hash);
    assertThat(pod(SHOP, "runner:2").getMetadata().getName())
        .as("another runner restarts nothing")
        .isEqualTo(pod().getMetadata().getName());
    namespace.set(SHOP, "transactions", java.util.Map.of("maxDuration", "5s"));
    assertThat(ShardPod.hash(task(SHOP), PRINT)).as("operational").isEqualTo(hash);
    assertThat(ShardPod.spec(task(SHOP)).keySet()).isEqualTo(ShardPod.spec(before).keySet());
    namespace.set(
        "Connector source-stub",
        "image",
        java.util.Map.of("ref", "registry:5000/stub:2", "command", List.of("run", "--source")));
    assertThat(ShardPod.hash(task(SHOP), PRINT)).as("image").isNotEqualTo(hash);
  }

  @Test
  void isNotThereForATaskThatRests() {
    assertThat(ShardPod.runs(task(SHOP))).isTrue();
    namespace.set(SHOP, "suspend", true);
    assertThat(ShardPod.runs(task(SHOP))).isFalse();
    namespace.set(SHOP, "suspend", false).set(SHOP, "shards", 0);
    assertThat(ShardPod.runs(task(SHOP))).isFalse();
  }
}
