package dev.firth.shard.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.shard.status.Phase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What shards say of documents whose read schema is inferred. */
@Timeout(60)
class InferenceStoryTest {
  /** What a capture has: the read schema asks for what is inferred, and holds none of it. */
  private static final String ASKING = with("", "{}");

  private static final String SMALL = seen(10);

  @TempDir Path folder;

  @Test
  void aCaptureSaysWhatItHasWrittenAndAgainAfterAKill() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":6}", "{\"id\":1,\"n\":6}", "{\"id\":2,\"n\":9}");
    flow.start(Flow.capture(ASKING));
    String said = flow.awaitInferred("\"n\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":100}");
    assertThat(said).contains("\"required\":[\"id\",\"n\"],\"additionalProperties\":false");

    flow.kill();
    flow.start(Flow.capture(ASKING));
    assertThat(flow.awaitInferred("\"n\"")).isEqualTo(said);

    flow.source.add("{\"id\":3}");
    flow.awaitInferred("\"required\":[\"id\"],");
    flow.stop();
  }

  @Test
  void whatTheSourceSaysIsKnownBeforeItsDocumentsCome() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.sourced(
        "{\"type\": \"object\", \"properties\": {\"rare\": {\"type\": \"string\"}}}");
    flow.start(Flow.capture(ASKING));
    flow.awaitInferred("\"rare\":{\"type\":\"string\"}");
    flow.stop();
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(ASKING));
    flow.awaitInferred("\"rare\":{\"type\":\"string\"}");
    flow.stop();
  }

  @Test
  void aReaderWaitsForTheSchemaThatAdmitsWhatItMet() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(SMALL));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    flow.source.add("{\"id\":2,\"n\":60}", "{\"id\":3,\"n\":2}", "{\"id\":4,\"n\":700}");
    flow.awaitPhase("warehouse", Phase.BACKOFF);
    assertThat(flow.status("warehouse").reason()).isEqualTo("SchemaWidens");
    assertThat(flow.status("warehouse").message())
        .startsWith("waits: orders key [2] is like none that was seen before: /n: expected");
    assertThat(flow.awaitInferred("\"n\"")).contains("\"minimum\":10,\"maximum\":1000");
    assertThat(flow.destination.rows()).hasSize(1);

    flow.start(Flow.capture(Flow.SUM), Flow.materialization(seen(1000)));
    flow.awaitRows(
        Map.of(
            "[1]", "{\"id\":1,\"n\":1}",
            "[2]", "{\"id\":2,\"n\":60}",
            "[3]", "{\"id\":3,\"n\":2}",
            "[4]", "{\"id\":4,\"n\":700}"));
    flow.stop();
  }

  @Test
  void whatIsReducedMayGrowBeyondAnyDocument() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.start(Flow.capture(Flow.SUM));
    for (int commits = 1; commits <= 3; commits++) {
      int so = commits;
      flow.source.add("{\"id\":1,\"n\":9}");
      flow.awaitStatus("shop", task -> task.transactions() >= so);
    }
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(SMALL));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":27}"));
    flow.stop();
  }

  @Test
  void aDocumentThatBreaksWhatPeopleWroteStillPauses() throws InterruptedException {
    var flow = new Flow(folder, true);
    String strict = SMALL.replace("\"n\": {\"type\": \"integer\"", "\"n\": {\"maximum\": 50");
    flow.source.add("{\"id\":1,\"n\":60}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(strict));
    flow.awaitPhase("warehouse", Phase.PAUSED);
    assertThat(flow.status("warehouse").reason()).isEqualTo("SchemaViolation");
    flow.stop();
  }

  private static String seen(int most) {
    String seen = "{\"properties\": {\"n\": {\"maximum\": %d}}}".formatted(most);
    return with("\"allOf\": [{\"$ref\": \"schema://~inferred\"}], ", "{}, " + seen);
  }

  private static String with(String reference, String halves) {
    return Flow.SUM
        .strip()
        .replaceFirst(
            "\\{",
            "{%s\"\\$defs\": {\"schema://~inferred\": {\"\\$id\": \"schema://~inferred\", \"allOf\": [%s]}}, "
                .formatted(reference.replace("$", "\\$"), halves));
  }
}
