package dev.firth.operator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firth.catalog.build.SecretPrints;
import dev.firth.catalog.build.StubAnswers;
import dev.firth.operator.fixture.ApiServer;
import dev.firth.operator.fixture.LiveNamespace;
import dev.firth.operator.fixture.Namespace;
import dev.firth.operator.plan.ShardPod;
import dev.firth.operator.reconcile.NamespaceReconcile;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The operator as a process, on a real API server. */
@Tag("cluster")
class FirthOperatorTest {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofSeconds(8);
  private static final String QUICK =
      """
      apiVersion: firth.dev/v1alpha1
      kind: Catalog
      metadata: {name: default}
      spec: {settle: 500ms}
      """;

  private final LiveNamespace namespace = new LiveNamespace(ApiServer.get());
  private final StubAnswers answers = new StubAnswers();

  @AfterEach
  void stop() {
    namespace.close();
  }

  private FirthOperator operator(KubernetesClient client) {
    return operator(client, Optional.empty());
  }

  private FirthOperator operator(
      KubernetesClient client, Optional<LeaderElectionConfiguration> leader) {
    var namespaces =
        new NamespaceReconcile(
            client,
            answers,
            SecretPrints.NONE,
            new ShardPod.Surroundings("runner:1", "owner"),
            InstantSource.system());
    var operator =
        new FirthOperator(
            client, namespaces, Set.of(namespace.name()), leader, InstantSource.system());
    operator.start();
    return operator;
  }

  @Test
  void flowsRunWhenTheyAreAppliedAndFollowWhatChanges() {
    try (var operator = operator(namespace.client())) {
      namespace.apply(QUICK);
      namespace.apply(Namespace.YAML);
      await()
          .atMost(MOST)
          .until(() -> namespace.pods().keySet().equals(Set.of("shop", "warehouse", "web")));
      namespace.ready();
      await()
          .atMost(MOST)
          .until(() -> namespace.condition("Capture shop", "Ready").startsWith("True Flowing"));
      var before = namespace.pods();
      namespace.edit("Capture web", "web:80", "web:81");
      await().atMost(MOST).until(() -> isAnother("web", before));
      namespace.edit("Capture shop", "spec:\n", "spec:\n  suspend: true\n");
      await()
          .atMost(MOST)
          .until(() -> namespace.condition("Capture shop", "Ready").startsWith("True Suspended"));
      assertThat(namespace.pods().keySet()).containsExactly("warehouse", "web");
      assertThat(namespace.pods().get("warehouse")).isEqualTo(before.get("warehouse"));
    }
  }

  @Test
  void writesNothingWhereNothingHappens() {
    try (var operator = operator(namespace.client())) {
      namespace.apply(QUICK);
      namespace.apply(Namespace.YAML);
      await().atMost(MOST).until(() -> namespace.pods().size() == 3);
      namespace.ready();
      await()
          .atMost(MOST)
          .until(
              () ->
                  namespace.condition("Capture shop", "Ready").startsWith("True Flowing")
                      && namespace.condition("Capture web", "Ready").startsWith("True Flowing")
                      && namespace
                          .condition("Materialization warehouse", "Ready")
                          .startsWith("True Flowing"));
      int before = namespace.writes();
      await().during(QUIET).atMost(MOST).until(() -> namespace.writes() == before);
    }
  }

  @Test
  void oneOfTwoLeadsAndTheOtherTakesOver() {
    try (var client = ApiServer.get().client();
        var other = ApiServer.get().client();
        var first = operator(client, Optional.of(lease("first")))) {
      await().atMost(MOST).until(() -> namespace.leader("firth").equals("first"));
      try (var second = operator(other, Optional.of(lease("second")))) {
        namespace.apply(QUICK);
        namespace.apply(Namespace.YAML);
        await().atMost(MOST).until(() -> namespace.pods().size() == 3);
        assertThat(namespace.leader("firth")).isEqualTo("first");
        first.close();
        await().atMost(MOST).until(() -> namespace.leader("firth").equals("second"));
        var before = namespace.pods();
        namespace.edit("Capture web", "web:80", "web:81");
        await().atMost(MOST).until(() -> isAnother("web", before));
      }
    }
  }

  /** Whether a task's pod was made of something else than before. */
  private boolean isAnother(String task, Map<String, String> before) {
    String now = namespace.pods().getOrDefault(task, "");
    return !now.isEmpty() && !now.equals(before.get(task));
  }

  private LeaderElectionConfiguration lease(String identity) {
    return new LeaderElectionConfiguration(
        "firth",
        namespace.name(),
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        identity,
        null,
        false);
  }

  @Test
  void anotherOperatorGoesOnAndRestartsNothing() {
    try (var operator = operator(namespace.client())) {
      namespace.apply(QUICK);
      namespace.apply(Namespace.YAML);
      await().atMost(MOST).until(() -> namespace.pods().size() == 3);
      await().atMost(MOST).until(() -> !namespace.condition("Capture shop", "Published").isEmpty());
    }
    var before = namespace.names();
    namespace.edit("Materialization warehouse", "table: copies", "table: others");
    try (var operator = operator(namespace.client())) {
      await()
          .atMost(MOST)
          .until(
              () ->
                  namespace
                      .condition("Materialization warehouse", "Published")
                      .startsWith("False IncompatibleChange"));
    }
    assertThat(namespace.names()).isEqualTo(before);
  }
}
