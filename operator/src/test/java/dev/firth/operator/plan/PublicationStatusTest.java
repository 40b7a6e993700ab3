package dev.firth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.build.Publication;
import dev.firth.operator.fixture.Namespace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a Publication says. */
class PublicationStatusTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.5Z");
  private static final Instant LATER = NOON.plusSeconds(60);
  private static final String NAME = "Publication p-1";

  private final Namespace namespace =
      new Namespace()
          .apply(
              """
              apiVersion: firth.dev/v1alpha1
              kind: Publication
              metadata: {name: p-1}
              spec: {approved: false}
              """);

  private ObjectNode status(boolean live, Optional<Publication> last, Instant now) {
    return PublicationStatus.of(
        namespace.built(last), "h", live, Optional.of(namespace.seen(NAME)), now);
  }

  @Test
  void saysWhatItChanges() {
    JsonNode first = status(false, Optional.empty(), NOON);
    assertThat(first.path("state").asString("")).isEqualTo("AwaitingApproval");
    assertThat(lines(first, "plan"))
        .containsExactly(
            "Capture shop: create", "Capture web: create", "Materialization warehouse: create");
    assertThat(first.path("changes").asInt()).isEqualTo(3);
    assertThat(first.path("time").asString("")).isEqualTo("2026-11-24T12:00:00Z");
    Publication last = namespace.published();
    namespace.delete("Capture web").set("Capture shop", "connector", connector("db:6"));
    assertThat(lines(status(false, Optional.of(last), NOON), "plan"))
        .containsExactly("Capture shop: restart", "Capture web: stop");
  }

  @Test
  void keepsItsPlanAndTimeWhileItIsLive() {
    namespace.status(NAME, status(true, Optional.empty(), NOON));
    JsonNode again = status(true, Optional.of(namespace.published()), LATER);
    assertThat(again).isEqualTo(namespace.seen(NAME).status());
  }

  @Test
  void hasATimeOfItsOwnWhenItGoesLive() {
    namespace.status(NAME, status(false, Optional.empty(), NOON));
    JsonNode live = status(true, Optional.empty(), LATER);
    assertThat(live.path("state").asString("")).isEqualTo("Live");
    assertThat(live.path("time").asString("")).isEqualTo("2026-11-24T12:01:00Z");
    assertThat(lines(live, "plan")).hasSize(3);
  }

  @Test
  void saysWhatPeopleHaveToPutRightNow() {
    namespace.set("Capture web", "connector", connector("down:1"));
    namespace.status(NAME, status(true, Optional.empty(), NOON));
    assertThat(lines(namespace.seen(NAME).status(), "errors"))
        .singleElement()
        .asString()
        .startsWith("Capture web: connector: can't reach down:1")
        .doesNotContain("capture/web");
    namespace.set("Capture web", "connector", connector("web:1"));
    JsonNode fixed = status(true, Optional.empty(), LATER);
    assertThat(lines(fixed, "errors")).isEmpty();
    assertThat(fixed.path("problems").asInt()).isZero();
  }

  @Test
  void changesOnlyItsStateWhenItsTimeIsOver() {
    ObjectNode live = status(true, Optional.empty(), NOON);
    ObjectNode over = PublicationStatus.superseded(live);
    assertThat(over.path("state").asString("")).isEqualTo("Superseded");
    assertThat(over.put("state", "Live")).isEqualTo(live);
  }

  private static List<String> lines(JsonNode status, String member) {
    return status.path(member).valueStream().map(l -> l.asString("")).toList();
  }

  private static Map<String, Object> connector(String address) {
    return Map.of("name", "source-stub", "config", Map.of("address", address));
  }
}
