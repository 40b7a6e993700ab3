package dev.firth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.Reason;
import dev.firth.operator.fixture.Namespace;
import dev.firth.operator.fixture.Pods;
import dev.firth.operator.observe.SeenPod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Statuses: what changes them, and what does not. */
class StatusTest {
  private static final String SHOP = "Capture shop";
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");
  private static final Instant LATER = NOON.plusSeconds(3600);

  private static final Condition WAITS = new Condition("Ready", false, Reason.STARTING, "a");
  private static final Condition FAILS = new Condition("Ready", false, Reason.POD_FAILED, "b");
  private static final Condition FLOWS = new Condition("Ready", true, Reason.FLOWING, "c");

  private final Namespace namespace = new Namespace();

  private JsonNode status(Condition condition, Instant now) {
    return Status.of(namespace.seen(SHOP), List.of(condition), List.of(), now);
  }

  @Test
  void isOfTheGenerationThatWasSeen() {
    namespace.set(SHOP, "suspend", true);
    JsonNode status = status(WAITS, NOON);
    assertThat(status.path("observedGeneration").asLong()).isEqualTo(2);
    assertThat(status.path("conditions").path(0).path("observedGeneration").asLong()).isEqualTo(2);
  }

  @Test
  void isTheSameForAnHourWhereNothingHappens() {
    namespace.status(SHOP, status(WAITS, NOON));
    assertThat(Status.same(status(WAITS, LATER), namespace.seen(SHOP).status())).isTrue();
  }

  @Test
  void aConditionKeepsItsTimeUntilItTurns() {
    namespace.status(SHOP, status(WAITS, NOON));
    assertThat(time(status(FAILS, LATER))).isEqualTo("2026-11-24T12:00:00Z");
    assertThat(Status.same(status(FAILS, LATER), namespace.seen(SHOP).status())).isFalse();
    assertThat(time(status(FLOWS, LATER))).isEqualTo("2026-11-24T13:00:00Z");
  }

  private static String time(JsonNode status) {
    return status.path("conditions").path(0).path("lastTransitionTime").asString("");
  }

  @Test
  void conditionsAreInOrderOfTheirTypes() {
    var published = new Condition("Published", true, Reason.PUBLISHED, "");
    JsonNode status = Status.of(namespace.seen(SHOP), List.of(FLOWS, published), List.of(), NOON);
    assertThat(status.path("conditions").valueStream().map(c -> c.path("type").asString("")))
        .containsExactly("Published", "Ready");
  }

  @Test
  void newsIsAnotherReason() {
    assertThat(Status.news(namespace.seen(SHOP), List.of(WAITS))).contains(WAITS);
    namespace.status(SHOP, status(WAITS, NOON));
    assertThat(Status.news(namespace.seen(SHOP), List.of(WAITS))).isEmpty();
    assertThat(Status.news(namespace.seen(SHOP), List.of(FAILS))).contains(FAILS);
    var published = new Condition("Published", true, Reason.PUBLISHED, "");
    assertThat(Status.news(namespace.seen(SHOP), List.of(published))).isEqualTo(Optional.empty());
  }

  @Test
  void aTaskShowsItsWorstShardsAndCountsAll() {
    List<SeenPod> pods = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      pods.add(named(Pods.ready(SHOP), "shop-" + (char) ('a' + i)));
    }
    pods.add(named(Pods.troubled(SHOP, "no image"), "zz"));
    pods.add(Pods.ready("Capture web"));
    JsonNode status = Status.of(namespace.seen(SHOP), List.of(FLOWS), pods, NOON);
    assertThat(status.path("replicas").asInt()).isEqualTo(26);
    assertThat(status.path("shards")).hasSize(20);
    assertThat(status.path("shards").path(0).path("id").asString("")).isEqualTo("zz");
    assertThat(status.path("shards").path(0).path("phase").asString("")).isEqualTo("Failed");
    assertThat(status.path("shards").path(0).path("message").asString("")).isEqualTo("no image");
    assertThat(status.path("phases").toString()).isEqualTo("{\"Failed\":1,\"Running\":25}");
    assertThat(status.path("selector").asString(""))
        .isEqualTo("firth.dev/kind=capture,firth.dev/task=shop");
  }

  @Test
  void whatIsNoTaskHasNoShards() {
    JsonNode status =
        Status.of(namespace.seen("Collection orders"), List.of(FLOWS), List.of(), NOON);
    assertThat(status.propertyNames()).containsExactly("observedGeneration", "conditions");
  }

  private static SeenPod named(SeenPod pod, String name) {
    return new SeenPod(
        name, pod.task(), pod.hash(), pod.spec(), pod.ready(), false, false, false, pod.trouble());
  }
}
