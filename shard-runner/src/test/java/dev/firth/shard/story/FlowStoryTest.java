package dev.firth.shard.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.shard.status.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people rely on, end to end: every document counts once, whatever happens. */
@Timeout(60)
class FlowStoryTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void documentsArriveReducedByKey(boolean destinationDecides) throws InterruptedException {
    var flow = new Flow(folder, destinationDecides);
    flow.source.add("{\"id\":1,\"n\":1}", "{\"id\":2,\"n\":5}", "{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":2}", "[2]", "{\"id\":2,\"n\":5}"));
    flow.source.add("{\"id\":1,\"n\":40}");
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":42}", "[2]", "{\"id\":2,\"n\":5}"));
    assertThat(flow.destination.loads()).as("only the key that was stored").isEqualTo(1);
    flow.awaitCaughtUp();
    flow.stop();
  }

  /** A change that holds all of its document replaces what is there; one that does not joins it. */
  private static final String CHANGES =
      """
      {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}},
       "if": {"required": ["gone"]}, "then": {"reduce": {"strategy": "merge", "delete": true}},
       "else": {"if": {"required": ["part"]}, "then": {"reduce": {"strategy": "merge"}}}}
      """;

  @Test
  void onlyWhatJoinsTheStoredRowIsLookedUp() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.destination.toleratesUnknownRows();
    flow.source.add("{\"id\":1,\"n\":1}", "{\"id\":3,\"n\":1}", "{\"id\":5,\"n\":1}");
    flow.start(Flow.capture(CHANGES), Flow.materialization(CHANGES));
    flow.awaitRows(
        Map.of(
            "[1]", "{\"id\":1,\"n\":1}", "[3]", "{\"id\":3,\"n\":1}", "[5]", "{\"id\":5,\"n\":1}"));
    flow.source.add("{\"id\":1,\"x\":2}");
    flow.awaitRows(
        Map.of(
            "[1]", "{\"id\":1,\"x\":2}", "[3]", "{\"id\":3,\"n\":1}", "[5]", "{\"id\":5,\"n\":1}"));
    assertThat(flow.destination.loads()).isZero();
    flow.source.add("{\"id\":3,\"part\":1}");
    flow.awaitRows(
        Map.of(
            "[1]",
            "{\"id\":1,\"x\":2}",
            "[3]",
            "{\"id\":3,\"n\":1,\"part\":1}",
            "[5]",
            "{\"id\":5,\"n\":1}"));
    assertThat(flow.destination.loads()).isEqualTo(1);
    flow.stop();
  }

  @Test
  void aDeleteInTheTransactionOfItsReplacementLooksWhetherThereIsARow()
      throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.destination.toleratesUnknownRows();
    Runnable acknowledge = flow.destination.holdAcknowledge();
    flow.source.add("{\"id\":1,\"n\":1}", "{\"id\":5,\"n\":1}");
    flow.start(Flow.capture(CHANGES), Flow.materialization(CHANGES));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}", "[5]", "{\"id\":5,\"n\":1}"));
    int taken = 2;
    for (String change :
        List.of(
            "{\"id\":1,\"n\":2}",
            "{\"id\":1,\"gone\":true}",
            "{\"id\":3,\"n\":2}",
            "{\"id\":3,\"gone\":true}")) {
      flow.source.add(change);
      long documents = ++taken;
      flow.awaitStatus("warehouse", s -> s.bindings().getFirst().documentsIn() == documents);
    }
    acknowledge.run();
    flow.awaitRows(Map.of("[5]", "{\"id\":5,\"n\":1}"));
    flow.awaitCaughtUp();
    assertThat(flow.destination.deletes()).as("row 3 was never there").isEqualTo(1);
    flow.stop();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void restartsLoseAndDoubleNothing(boolean destinationDecides) throws InterruptedException {
    var flow = new Flow(folder, destinationDecides);
    int sum = 0;
    for (int i = 1; i <= 4; i++) {
      flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
      for (int n = 0; n < 10; n++) {
        flow.source.add("{\"id\":1,\"n\":" + n + "}");
        sum += n;
      }
      flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":" + sum + "}"));
      flow.stop();
    }
  }

  @Test
  void whatIsBlockedIsNowhereStored() throws InterruptedException {
    String blocking =
        Flow.SUM.replace(
            "\"properties\": {", "\"properties\":{\"ssn\":{\"redact\":{\"strategy\":\"block\"}},");
    assertThat(blocking).isNotEqualTo(Flow.SUM);
    var flow = new Flow(folder, true);
    flow.source.add(
        "{\"id\":1,\"ssn\":\"078-05\",\"n\":1}", "{\"id\":1,\"n\":2,\"ssn\":\"078-05\"}");
    flow.start(Flow.capture(blocking), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":3}"));
    flow.source.add("{\"id\":1,\"n\":\"078-05\"}");
    flow.awaitPhase("shop", Phase.PAUSED);
    assertThat(flow.status("shop").message()).contains("/n: expected").doesNotContain("078");
    flow.stop();
  }

  @Test
  void aConnectorThatCrashesInTheMiddleIsStartedAgain() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.source.add("{\"id\":1,\"n\":2}", "{\"id\":1,\"n\":3}");
    flow.source.crashIn(1);
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":6}"));
    assertThat(flow.source.sessions()).isEqualTo(2);
    assertThat(flow.status("shop").restarts()).isEqualTo(1);
    flow.stop();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectorThatAlwaysEndsBetweenCheckpointsLosesNoWholeOne(boolean failing)
      throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.source.add("{\"id\":1,\"n\":2}");
    flow.source.add("{\"id\":1,\"n\":4}");
    flow.source.alwaysEndIn(2, failing);
    flow.start(Flow.slowly(Flow.capture(Flow.SUM)), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":3}"));
    flow.stop();
  }

  @Test
  void whatIsNotAcknowledgedHasNotArrived() throws InterruptedException {
    var flow = new Flow(folder, false);
    Runnable acknowledge = flow.destination.holdAcknowledge();
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    for (int look = 0; look < 20; look++) {
      assertThat(flow.caughtUp()).isFalse();
      flow.settle(Duration.ofMillis(30));
    }
    acknowledge.run();
    flow.awaitCaughtUp();
    flow.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void aDestinationThatCrashesAtItsCommitDecidesWhatWasCommitted(TestDestination.Crash when)
      throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    flow.destination.crash(when);
    flow.source.add("{\"id\":1,\"n\":10}");
    flow.awaitPhase("warehouse", Phase.BACKOFF);
    flow.source.add("{\"id\":1,\"n\":100}");
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":111}"));
    flow.stop();
  }

  @Test
  void aRestoredDestinationIsOlderThanTheLogAndStillWins() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    Runnable restore = flow.destination.backup();
    flow.source.add("{\"id\":1,\"n\":10}");
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":11}"));
    flow.stop();
    restore.run();
    flow.source.add("{\"id\":1,\"n\":100}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":111}"));
    flow.stop();
  }

  @Test
  void aDestinationThatLostEverythingPausesTheTask() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    flow.stop();
    flow.destination.drop();
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitPhase("warehouse", Phase.PAUSED);
    assertThat(flow.status("warehouse").reason()).isEqualTo("DestinationLost");
    flow.stop();
  }

  @Test
  void aDestinationOfAnotherStorePausesTheTask() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    flow.stop();
    flow.withStoreId("other").start(Flow.materialization(Flow.SUM));
    flow.awaitPhase("warehouse", Phase.PAUSED);
    assertThat(flow.status("warehouse").message())
        .contains("filled by another Firth (store st..)")
        .contains("--take-over");
    flow.stop();
  }

  @Test
  void aDocumentThatBreaksItsSchemaPausesTheCaptureAndAllBeforeItArrives()
      throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.source.add("{\"id\":1,\"n\":2}");
    flow.source.add("{\"id\":1,\"n\":4}", "{\"id\":42,\"n\":\"n/a\"}", "{\"id\":2,\"n\":8}");
    flow.source.add("{\"id\":2,\"n\":16}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitPhase("shop", Phase.PAUSED);
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":3}"));
    assertThat(flow.status("shop").reason()).isEqualTo("SchemaViolation");
    assertThat(flow.status("shop").message())
        .startsWith("paused: orders key [42]: /n: expected integer, got string \"n/a\"")
        .endsWith("Fix the schema or the source, then apply; it resumes by itself.");

    String lenient = Flow.SUM.replace("{\"type\": \"integer\", \"reduce\"", "{\"reduce\"");
    flow.start(Flow.capture(lenient), Flow.materialization(lenient));
    flow.awaitRows(
        Map.of(
            "[1]", "{\"id\":1,\"n\":7}",
            "[2]", "{\"id\":2,\"n\":24}",
            "[42]", "{\"id\":42,\"n\":\"n/a\"}"));
    flow.stop();
  }

  @Test
  void aDocumentThatBreaksTheReadSchemaPausesTheMaterialization() throws InterruptedException {
    var flow = new Flow(folder, true);
    String small =
        Flow.SUM.replace(
            "\"type\": \"integer\", \"reduce\"",
            "\"maximum\": 10, \"type\": \"integer\", \"reduce\"");
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(small));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    flow.source.add("{\"id\":2,\"n\":2}");
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}", "[2]", "{\"id\":2,\"n\":2}"));
    flow.source.add("{\"id\":3,\"n\":99}");
    flow.awaitPhase("warehouse", Phase.PAUSED);
    assertThat(flow.destination.rows()).hasSize(2);
    assertThat(flow.status("warehouse").message()).contains("orders key [3]: /n: expected");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(
        Map.of(
            "[1]",
            "{\"id\":1,\"n\":1}",
            "[2]",
            "{\"id\":2,\"n\":2}",
            "[3]",
            "{\"id\":3,\"n\":99}"));
    flow.stop();
  }

  @Test
  void aZombieIsFencedAndNothingIsDoubled() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));

    Flow successor = flow.beside();
    successor.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    successor.awaitPhase("warehouse", Phase.RUNNING);
    successor.awaitPhase("shop", Phase.RUNNING);
    for (int n = 0; n < 20; n++) {
      flow.source.add("{\"id\":1,\"n\":1}");
    }
    successor.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":21}"));
    flow.stop();
    successor.stop();
  }

  @Test
  void deletesReachTheDestinationAndThoseOfUnknownRowsDoNot() throws InterruptedException {
    String schema =
        """
        {"type": "object", "required": ["id"],
         "properties": {"id": {"type": "integer"}, "_meta": {"type": "object", "properties": {"op": {"enum": ["c", "u", "d"]}}}},
         "if": {"properties": {"_meta": {"properties": {"op": {"const": "d"}}, "required": ["op"]}}, "required": ["_meta"]},
         "then": {"reduce": {"strategy": "merge", "delete": true}},
         "else": {"reduce": {"strategy": "merge"}}}
        """;
    var flow = new Flow(folder, true);
    flow.source.add(
        "{\"id\":1,\"n\":1,\"_meta\":{\"op\":\"c\"}}",
        "{\"id\":3,\"n\":1,\"_meta\":{\"op\":\"c\"}}");
    flow.start(Flow.capture(schema), Flow.materialization(schema));
    flow.awaitRows(
        Map.of(
            "[1]", "{\"id\":1,\"n\":1,\"_meta\":{\"op\":\"c\"}}",
            "[3]", "{\"id\":3,\"n\":1,\"_meta\":{\"op\":\"c\"}}"));
    flow.source.add(
        "{\"id\":1,\"_meta\":{\"op\":\"d\"}}",
        "{\"id\":2,\"_meta\":{\"op\":\"d\"}}",
        "{\"id\":3,\"n\":2,\"_meta\":{\"op\":\"u\"}}");
    flow.awaitRows(Map.of("[3]", "{\"id\":3,\"n\":2,\"_meta\":{\"op\":\"u\"}}"));
    flow.stop();
  }

  @Test
  void killsAtAnyMomentLoseAndDoubleNothing() throws InterruptedException {
    var flow = new Flow(folder, true);
    var random = new SplittableRandom(11);
    var expected = new TreeMap<String, Integer>();
    for (int round = 0; round < 12; round++) {
      flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
      int checkpoints = random.nextInt(60);
      for (int i = 0; i < checkpoints; i++) {
        int id = random.nextInt(5);
        int n = random.nextInt(100);
        flow.source.add("{\"id\":%d,\"n\":%d}".formatted(id, n), "{\"id\":9,\"n\":1}");
        expected.merge("[" + id + "]", n, Integer::sum);
        expected.merge("[9]", 1, Integer::sum);
      }
      flow.settle(Duration.ofMillis(random.nextInt(60)));
      flow.kill();
    }
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    var rows = new TreeMap<String, String>();
    expected.forEach(
        (key, n) ->
            rows.put(key, "{\"id\":%s,\"n\":%d}".formatted(key.substring(1, key.length() - 1), n)));
    flow.awaitRows(rows);
    flow.awaitCaughtUp();
    flow.stop();
  }

  @Test
  void aCaptureThatIsAddedLaterIsReadByWhatRuns() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.materialization(Flow.SUM));
    flow.awaitPhase("warehouse", Phase.RUNNING);
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    assertThat(flow.status("warehouse").restarts()).isZero();
    flow.stop();
  }
}
