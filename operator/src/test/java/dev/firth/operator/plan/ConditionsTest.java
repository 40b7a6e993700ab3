package dev.firth.operator.plan;

import static dev.firth.operator.fixture.Pods.ending;
import static dev.firth.operator.fixture.Pods.ready;
import static dev.firth.operator.fixture.Pods.starting;
import static dev.firth.operator.fixture.Pods.troubled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.build.Built;
import dev.firth.catalog.build.Publication;
import dev.firth.operator.fixture.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read of each resource. Each condition as {@code Type=True Reason}. */
class ConditionsTest {
  private static final String SHOP = "Capture shop";
  private static final String WAREHOUSE = "Materialization warehouse";
  private static final String ORDERS = "Collection orders";
  private static final String WEB = "Capture web";

  private final Namespace namespace = new Namespace();

  /** Conditions where everything that was built runs. */
  private List<String> live(String title, Optional<Publication> last) {
    Built built = namespace.built(last);
    return words(
        new Conditions(namespace.observed(), built, running(built.publication()), true), title);
  }

  /** Conditions where what was built waits for a person. */
  private List<String> waiting(String title, Optional<Publication> last) {
    return words(
        new Conditions(
            namespace.observed(), namespace.built(last), last.flatMap(this::running), false),
        title);
  }

  private Optional<Publication> running(Publication published) {
    return Optional.of(OperationalFields.on(published, namespace.observed()));
  }

  private List<String> words(Conditions conditions, String title) {
    return conditions.of(namespace.seen(title)).stream()
        .map(c -> c.type() + "=" + (c.holds() ? "True " : "False ") + c.reason().word())
        .toList();
  }

  private String message(String title, Optional<Publication> last) {
    Built built = namespace.built(last);
    var conditions =
        new Conditions(namespace.observed(), built, running(built.publication()), true);
    return conditions.of(namespace.seen(title)).stream()
        .filter(c -> c.type().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .message();
  }

  @Test
  void aTaskIsReadyWhenItIsPublishedAndItsShardIs() {
    assertThat(live(SHOP, Optional.empty()))
        .containsExactly(
            "Published=True Published",
            "Flowing=False Starting",
            "Ready=False Starting",
            "Reconciling=True Starting");
    namespace.pod(starting(SHOP));
    assertThat(live(SHOP, Optional.empty())).contains("Ready=False Starting");
    namespace.pod(ready(SHOP));
    assertThat(live(SHOP, Optional.empty()))
        .containsExactly("Published=True Published", "Flowing=True Flowing", "Ready=True Flowing");
    assertThat(live(WEB, Optional.empty())).as("a pod of another").contains("Ready=False Starting");
  }

  @Test
  void whatHasNoShardIsReadyWhenItIsPublished() {
    for (String title : List.of(ORDERS, "StorageMapping default", "Connector source-stub")) {
      assertThat(live(title, Optional.empty()))
          .as(title)
          .containsExactly("Published=True Published", "Ready=True Published");
    }
  }

  @Test
  void aPodThatEndsMovesNothingAnyMore() {
    namespace.pod(ending(SHOP));
    assertThat(live(SHOP, Optional.empty())).contains("Flowing=False Starting");
  }

  @Test
  void aPodThatDoesNotStartSaysWhy() {
    namespace.pod(troubled(SHOP, "Container connector: ErrImagePull: no such image"));
    assertThat(live(SHOP, Optional.empty()))
        .containsExactly(
            "Published=True Published", "Flowing=False PodFailed", "Ready=False PodFailed");
    assertThat(message(SHOP, Optional.empty()))
        .isEqualTo("Container connector: ErrImagePull: no such image");
  }

  @Test
  void aBrokenOneSaysWhatToFixAndTheInnocentNameIt() {
    Publication last = namespace.published();
    namespace.set(WAREHOUSE, "bindings", List.of(binding("orderz")));
    namespace.pod(ready(SHOP)).pod(ready(WAREHOUSE)).pod(ready(WEB));
    assertThat(live(WAREHOUSE, Optional.of(last)))
        .as("what runs keeps running")
        .containsExactly(
            "Published=False DependencyNotFound",
            "Flowing=True Flowing",
            "Ready=False DependencyNotFound");
    assertThat(message(WAREHOUSE, Optional.of(last)))
        .contains("collection \"orderz\" does not exist", "Did you mean \"orders\"?");
    for (String innocent : List.of(SHOP, ORDERS)) {
      assertThat(live(innocent, Optional.of(last)))
          .contains("Published=False PublicationBlocked", "Ready=False PublicationBlocked");
      assertThat(message(innocent, Optional.of(last))).contains(WAREHOUSE);
    }
    assertThat(live(WEB, Optional.of(last)))
        .as("what has nothing to do with it")
        .contains("Ready=True Flowing");
  }

  @Test
  void whatOnlyAPersonCanPutRightIsStalled() {
    namespace.set(SHOP, "connector", Map.of("name", "source-stub", "config", Map.of("port", 1)));
    assertThat(live(SHOP, Optional.empty()))
        .containsExactly(
            "Stalled=True BuildFailed", "Published=False BuildFailed", "Ready=False BuildFailed");
  }

  @Test
  void whatIsMissingOrDownIsWaitedFor() {
    namespace.delete("Secret shop-db");
    assertThat(live(SHOP, Optional.empty()))
        .containsExactly("Published=False DependencyNotFound", "Ready=False DependencyNotFound");
    namespace.set(
        WEB, "connector", Map.of("name", "source-stub", "config", Map.of("address", "down:1")));
    assertThat(live(WEB, Optional.empty()))
        .containsExactly(
            "Published=False ConnectorUnreachable", "Ready=False ConnectorUnreachable");
  }

  @Test
  void whatIsNotBuiltYetSaysSo() {
    namespace.set(SHOP, "shards", 2);
    assertThat(live(SHOP, Optional.empty())).contains("Stalled=True NotYetSupported");
    namespace.apply(
        """
        apiVersion: firth.dev/v1alpha1
        kind: Test
        metadata: {name: adds-up}
        spec: {steps: []}
        """);
    assertThat(live("Test adds-up", Optional.empty()))
        .contains("Stalled=True NotYetSupported", "Ready=False NotYetSupported");
  }

  @Test
  void aConnectorWithoutACommandSaysWhatIsMissing() {
    namespace.set("Connector source-stub", "image", Map.of("ref", "registry:5000/stub:1"));
    assertThat(live("Connector source-stub", Optional.empty()))
        .contains("Ready=False NotYetSupported");
    assertThat(live(SHOP, Optional.empty())).contains("Ready=False NotYetSupported");
    assertThat(message(SHOP, Optional.empty())).contains("Set spec.image.command");
  }

  @Test
  void aTaskThatRestsIsReadyAndSuspended() {
    Publication last = namespace.published();
    namespace.set(SHOP, "suspend", true);
    assertThat(live(SHOP, Optional.of(last)))
        .containsExactly(
            "Published=True Published", "Suspended=True Suspended", "Ready=True Suspended");
    namespace.set(SHOP, "suspend", false).set(SHOP, "shards", 0);
    assertThat(live(SHOP, Optional.of(last))).contains("Ready=True Suspended");
    namespace.set(SHOP, "shards", 1);
    assertThat(live(SHOP, Optional.of(last))).contains("Ready=False Starting");
  }

  @Test
  void aBrokenTaskThatRestsSaysBoth() {
    Publication last = namespace.published();
    namespace.set(WAREHOUSE, "bindings", List.of(binding("orderz"))).set(SHOP, "suspend", true);
    assertThat(live(SHOP, Optional.of(last)))
        .containsExactly(
            "Published=False PublicationBlocked",
            "Suspended=True Suspended",
            "Ready=False PublicationBlocked");
  }

  @Test
  void whatWaitsForApprovalSaysSoAndWhatIsLiveStands() {
    assertThat(waiting(SHOP, Optional.empty()))
        .containsExactly("Published=False AwaitingApproval", "Ready=False AwaitingApproval");
    Publication last = namespace.published();
    namespace.pod(ready(SHOP)).pod(ready(WEB));
    namespace.set(
        SHOP, "connector", Map.of("name", "source-stub", "config", Map.of("address", "db:6")));
    assertThat(waiting(SHOP, Optional.of(last)))
        .containsExactly(
            "Published=False AwaitingApproval",
            "Flowing=True Flowing",
            "Ready=False AwaitingApproval");
    assertThat(waiting(WEB, Optional.of(last))).contains("Ready=True Flowing");
    assertThat(waiting(ORDERS, Optional.of(last))).contains("Ready=True Published");
    namespace.apply(
        """
        apiVersion: firth.dev/v1alpha1
        kind: Catalog
        metadata: {name: default}
        spec: {publish: Manual}
        """);
    assertThat(waiting("Catalog default", Optional.of(last)))
        .as("what says that people approve needs no approval")
        .contains("Ready=True Published");
  }

  @Test
  void anOperationalChangeStandsWhileADraftWaits() {
    Publication last = namespace.published();
    namespace.set(
        SHOP, "connector", Map.of("name", "source-stub", "config", Map.of("address", "db:6")));
    namespace.set(WEB, "suspend", true);
    assertThat(waiting(WEB, Optional.of(last)))
        .containsExactly(
            "Published=True Published", "Suspended=True Suspended", "Ready=True Suspended");
  }

  @Test
  void secretsStayHidden() {
    namespace.set(
        SHOP,
        "connector",
        Map.of(
            "name",
            "source-stub",
            "config",
            Map.of("address", "down:1"),
            "configFrom",
            List.of(
                Map.of(
                    "pointer",
                    "/password",
                    "secretKeyRef",
                    Map.of("name", "shop-db", "key", "password")))));
    assertThat(message(SHOP, Optional.empty())).contains("down:1").doesNotContain("sesame");
  }

  @Test
  void messagesAreNeverBlankAndFitTheSchema() {
    assertThat(new Condition("Ready", true, dev.firth.catalog.Reason.FLOWING, " ").message())
        .isEqualTo("Flowing");
    assertThat(
            new Condition("Ready", true, dev.firth.catalog.Reason.FLOWING, "x".repeat(9000))
                .message())
        .hasSizeLessThanOrEqualTo(4096);
  }

  private static Map<String, Object> binding(String source) {
    return Map.of(
        "name", "orders", "source", Map.of("name", source), "resource", Map.of("table", "copies"));
  }
}
