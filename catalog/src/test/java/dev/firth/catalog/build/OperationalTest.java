package dev.firth.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.crds.Capture;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.TaskSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What acts on a published task without a build. */
class OperationalTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static Publication published() throws InterruptedException {
    return GoodFlowTest.build(GoodFlowTest.SHOP, Optional.empty(), new StubAnswers()).publication();
  }

  private static CaptureSpec on(TaskSpec published, String operational) {
    var spec =
        JSON.readValue(
            "{\"connector\": {\"name\": \"source-other\"}, \"bindings\": []" + operational + "}",
            Capture.Spec.class);
    return (CaptureSpec) Operational.on(published, spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                | 1 | false | 0s   | 1s | 5m",
        "`, \"suspend\": true`             | 1 | true  | 0s   | 1s | 5m",
        "`, \"shards\": 0`                 | 0 | true  | 0s   | 1s | 5m",
        "`, \"shards\": 4`                 | 1 | false | 0s   | 1s | 5m",
        "`, \"interval\": \"1h\"`          | 1 | false | 0s   | 1s | 60m",
        "`, \"transactions\": {\"minDuration\": \"2s\", \"maxDuration\": \"3s\"}` | 1 | false | 2s | 3s | 5m",
        "`, \"transactions\": {\"minDuration\": \"2s\"}`                          | 1 | false | 2s | 2s | 5m",
        "`, \"transactions\": {\"minDuration\": \"3s\", \"maxDuration\": \"2s\"}` | 1 | false | 0s | 1s | 5m",
      })
  void actsAtOnce(
      String operational, int shards, boolean rests, String least, String most, String interval)
      throws InterruptedException {
    TaskSpec task = published().task("capture", "shop").orElseThrow();
    CaptureSpec now = on(task, operational == null ? "" : operational);
    assertThat(now.shards()).isEqualTo(shards);
    assertThat(now.suspended()).isEqualTo(rests);
    assertThat(now.transactions().minDuration()).isEqualTo(duration(least));
    assertThat(now.transactions().maxDuration()).isEqualTo(duration(most));
    assertThat(now.interval()).isEqualTo(duration(interval));
    assertThat(now.connector()).as("all else is draft").isEqualTo(task.connector());
    assertThat(now.hash()).isEqualTo(task.hash());
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
  }

  @Test
  void aPublicationIsTheSameWhateverItsOperationalFieldsAre() throws InterruptedException {
    Publication one = published();
    Publication other = with(one, on(one.task("capture", "shop").orElseThrow(), ", \"shards\": 0"));
    assertThat(other.hash()).isEqualTo(one.hash());
    assertThat(other.asksForNoMoreThan(one)).isTrue();
    Publication edited =
        GoodFlowTest.build(
                GoodFlowTest.SHOP.replace("db:5432", "db:5433"),
                Optional.empty(),
                new StubAnswers())
            .publication();
    assertThat(edited.hash()).isNotEqualTo(one.hash());
    assertThat(edited.asksForNoMoreThan(one)).isFalse();
  }

  @Test
  void aChangedSecretIsAnotherPublicationThatAsksForNoMore() throws InterruptedException {
    Publication one = withPrint(published(), "+one");
    Publication rotated = withPrint(one, "+other");
    assertThat(rotated.hash()).isNotEqualTo(one.hash());
    assertThat(rotated.asksForNoMoreThan(one)).isTrue();
    assertThat(rotated.asksForNoMoreThan(withPrint(one, "else"))).isFalse();
  }

  private static Publication withPrint(Publication of, String print) {
    var inputs = new TreeMap<>(of.inputs());
    inputs.replaceAll((task, was) -> was.replaceFirst("\\+.*", "") + print);
    return new Publication(
        of.namespace(), of.tasks(), of.collections(), of.retired(), inputs, of.bound());
  }

  private static Publication with(Publication of, TaskSpec task) {
    return new Publication(
        of.namespace(),
        of.tasks().stream().map(t -> t.title().equals(task.title()) ? task : t).toList(),
        of.collections(),
        of.retired(),
        of.inputs(),
        of.bound());
  }
}
