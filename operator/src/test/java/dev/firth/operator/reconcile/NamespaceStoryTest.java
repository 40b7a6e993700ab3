package dev.firth.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.build.SecretPrints;
import dev.firth.catalog.build.StubAnswers;
import dev.firth.crds.Kind;
import dev.firth.operator.fixture.ApiServer;
import dev.firth.operator.fixture.LiveNamespace;
import dev.firth.operator.fixture.Namespace;
import dev.firth.operator.plan.ShardPod;
import dev.firth.operator.reconcile.NamespaceReconcile.Reach;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a namespace on a real API server, a run at a time. */
@Tag("cluster")
class NamespaceStoryTest {
  private static final SecretPrints PRINTS =
      SecretPrints.keyed("sixteen bytes and more".getBytes(StandardCharsets.UTF_8));

  private final LiveNamespace namespace = new LiveNamespace(ApiServer.get());
  private final StubAnswers answers = new StubAnswers();

  @AfterEach
  void stop() {
    namespace.close();
  }

  private void run() throws InterruptedException {
    run(Reach.PUBLISH);
  }

  private void run(Reach reach) throws InterruptedException {
    new NamespaceReconcile(
            namespace.client(),
            answers,
            PRINTS,
            new ShardPod.Surroundings("runner:1", "owner"),
            InstantSource.system())
        .run(namespace.name(), reach);
  }

  @Test
  void flowsRunInWhateverOrderTheyAreApplied() throws Exception {
    List<String> yaml = new ArrayList<>(List.of(Namespace.YAML.split("(?m)^---\n", -1)));
    Collections.shuffle(yaml, new Random(namespace.name().hashCode()));
    for (String one : yaml) {
      namespace.apply(one);
      run();
    }
    assertThat(namespace.pods().keySet()).containsExactly("shop", "warehouse", "web");
    assertThat(namespace.condition("Capture shop", "Published")).startsWith("True Published");
    assertThat(namespace.condition("Capture shop", "Ready")).startsWith("False Starting");
    namespace.ready();
    run();
    for (String task : List.of("Capture shop", "Capture web", "Materialization warehouse")) {
      assertThat(namespace.condition(task, "Ready")).startsWith("True Flowing");
    }
    assertThat(namespace.everything()).doesNotContain("sesame", "c2VzYW1l", "c2VjcmV0");
  }

  @Test
  void nothingIsWrittenWhereAllIsAsItShouldBe() throws Exception {
    namespace.apply(Namespace.YAML);
    run();
    namespace.ready();
    run();
    int before = namespace.writes();
    answers.asked.clear();
    run();
    run(Reach.FOLLOW);
    run(Reach.SWEEP);
    assertThat(namespace.writes()).isEqualTo(before);
    assertThat(answers.asked).as("nobody is asked again").isEmpty();
  }

  @Test
  void aBrokenEntityHoldsBackOnlyWhatIsConnectedAndAFixPublishesAll() throws Exception {
    namespace.apply(Namespace.YAML);
    run();
    namespace.ready();
    run();
    var before = namespace.pods();
    namespace.edit(
        "Materialization warehouse", "{name: orders}, resource", "{name: orderz}, resource");
    namespace.edit("Capture shop", "db:5432", "db:6432");
    namespace.edit("Capture web", "web:80", "web:81");
    run();
    run();
    run();
    assertThat(namespace.condition("Materialization warehouse", "Ready"))
        .startsWith("False DependencyNotFound")
        .contains("Did you mean \"orders\"?");
    assertThat(namespace.condition("Materialization warehouse", "Flowing")).startsWith("True");
    assertThat(namespace.condition("Capture shop", "Ready"))
        .startsWith("False PublicationBlocked")
        .contains("Materialization warehouse");
    assertThat(namespace.condition("Capture web", "Published")).startsWith("True");
    var held = namespace.pods();
    assertThat(held.get("shop")).isEqualTo(before.get("shop"));
    assertThat(held.get("warehouse")).isEqualTo(before.get("warehouse"));
    assertThat(held.get("web")).isNotEqualTo(before.get("web"));

    namespace.edit("Materialization warehouse", "table: copies", "table: copies");
    run();
    run();
    run();
    assertThat(namespace.condition("Capture shop", "Published")).startsWith("True");
    assertThat(namespace.pods().get("shop")).isNotEqualTo(before.get("shop"));
    assertThat(namespace.pods().get("warehouse")).isEqualTo(before.get("warehouse"));
  }

  @Test
  void manualPublicationWaitsForAPersonAndOperationalFieldsDoNot() throws Exception {
    namespace.apply(
        """
        apiVersion: firth.dev/v1alpha1
        kind: Catalog
        metadata: {name: default}
        spec: {publish: Manual}
        """);
    namespace.apply(Namespace.YAML);
    run();
    run();
    assertThat(namespace.pods()).isEmpty();
    assertThat(namespace.seen("Publication p-1").status().path("state").asString(""))
        .isEqualTo("AwaitingApproval");
    assertThat(namespace.seen("Publication p-1").status().path("plan").toString())
        .contains("Capture shop: create");
    assertThat(namespace.condition("Capture shop", "Ready")).startsWith("False AwaitingApproval");

    namespace.approve("p-1");
    run();
    assertThat(namespace.pods().keySet()).containsExactly("shop", "warehouse", "web");
    assertThat(namespace.seen("Publication p-1").status().path("state").asString(""))
        .isEqualTo("Live");

    namespace.edit("Capture shop", "db:5432", "db:6432");
    namespace.edit("Capture web", "spec:\n", "spec:\n  suspend: true\n");
    run(Reach.FOLLOW);
    run();
    assertThat(namespace.pods().keySet()).containsExactly("shop", "warehouse");
    assertThat(namespace.condition("Capture web", "Ready")).startsWith("True Suspended");
    assertThat(namespace.condition("Capture shop", "Ready")).startsWith("False AwaitingApproval");
    assertThat(namespace.seen("Publication p-2").status().path("plan").toString())
        .isEqualTo("[\"Capture shop: restart\",\"Capture web: adjust\"]");
  }

  @Test
  void operationalFieldsReachThePodThatRuns() throws Exception {
    namespace.apply(Namespace.YAML);
    run();
    var before = namespace.pods();
    namespace.edit("Capture shop", "spec:\n", "spec:\n  transactions: {maxDuration: 7s}\n");
    run(Reach.FOLLOW);
    assertThat(namespace.told("shop")).contains("\"maxDuration\":\"PT7S\"");
    run();
    assertThat(namespace.pods()).isEqualTo(before);
    assertThat(namespace.seen("Publication p-1").status().path("state").asString(""))
        .isEqualTo("Live");
    assertThat(namespace.all(Kind.PUBLICATION)).hasSize(1);
  }

  @Test
  void aRotatedSecretRollsTheShardsThatUseIt() throws Exception {
    namespace.apply(Namespace.YAML);
    run();
    var before = namespace.pods();
    namespace.edit("Secret shop-db", "c2VzYW1l", "b3RoZXI=");
    run();
    run();
    assertThat(namespace.pods().get("shop")).isNotEqualTo(before.get("shop"));
    assertThat(namespace.pods().get("web")).isEqualTo(before.get("web"));
    assertThat(namespace.pods().get("warehouse")).isEqualTo(before.get("warehouse"));
  }

  @Test
  void anotherOperatorImageRestartsNothing() throws Exception {
    namespace.apply(Namespace.YAML);
    run();
    var before = namespace.names();
    new NamespaceReconcile(
            namespace.client(),
            answers,
            PRINTS,
            new ShardPod.Surroundings("runner:2", "owner"),
            InstantSource.system())
        .run(namespace.name(), Reach.SWEEP);
    assertThat(namespace.names()).isEqualTo(before);
  }

  @Test
  void whatIsNoLongerNeededIsDeleted() throws Exception {
    namespace.apply(Namespace.YAML);
    run();
    List<String> first = namespace.stored();
    assertThat(first).hasSize(3 + 3 + 1);
    namespace.edit("Capture shop", "db:5432", "db:6432");
    run();
    run();
    run(Reach.SWEEP);
    assertThat(namespace.stored()).hasSize(3 + 3 + 1).doesNotContainSequence(first);
    namespace.delete(Kind.CAPTURE, "web");
    run();
    run(Reach.SWEEP);
    assertThat(namespace.pods().keySet()).containsExactly("shop", "warehouse");
    assertThat(namespace.stored().stream().filter(n -> n.startsWith("spec-"))).hasSize(2);
  }

  @Test
  void aShardOnANodeThatIsGoneIsReplacedAtOnce() throws Exception {
    namespace.apply(Namespace.YAML);
    run();
    var before = namespace.names();
    var client = namespace.client();
    String node = "node-of-" + namespace.name();
    Pod lost =
        client
            .pods()
            .inNamespace(namespace.name())
            .withLabel(ShardPod.TASK, "shop")
            .list()
            .getItems()
            .getFirst();
    client
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(node)
                .endMetadata()
                .withNewSpec()
                .addNewTaint()
                .withKey("node.kubernetes.io/unreachable")
                .withEffect("NoExecute")
                .endTaint()
                .endSpec()
                .build())
        .create();
    try {
      namespace.bind(lost.getMetadata().getName(), node);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> client.resource(lost).require().getMetadata().getDeletionTimestamp() != null);
      run();
      assertThat(namespace.pods().keySet()).containsExactly("shop", "warehouse", "web");
      assertThat(namespace.names())
          .doesNotContain(lost.getMetadata().getUid())
          .containsAll(
              before.stream().filter(u -> !u.equals(lost.getMetadata().getUid())).toList());
    } finally {
      client.nodes().withName(node).delete();
    }
  }
}
