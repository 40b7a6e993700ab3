package dev.firth.shard.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets: docs/commands.md lists the same names. */
@Timeout(60)
class MetricsStoryTest {
  private static final Duration LONG = Duration.ofMillis(50);

  @TempDir Path folder;

  @Test
  void everyMetricHasItsNameUnitAndLabels() throws InterruptedException, IOException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}", "{\"id\":2,\"n\":5}", "{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":2}", "[2]", "{\"id\":2,\"n\":5}"));
    flow.source.add("{\"id\":1,\"n\":40}");
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":42}", "[2]", "{\"id\":2,\"n\":5}"));
    flow.awaitCaughtUp();
    flow.awaitStatus("shop", task -> task.transactions() == 2);

    List<String> scraped = flow.scrape();

    assertThat(scraped.stream().filter(line -> line.startsWith("# TYPE")))
        .containsExactlyInAnyOrder(
            "# TYPE firth_shard_bytes_in_total counter",
            "# TYPE firth_shard_bytes_out_total counter",
            "# TYPE firth_shard_connector_restarts_total counter",
            "# TYPE firth_shard_documents_in_total counter",
            "# TYPE firth_shard_documents_out_total counter",
            "# TYPE firth_shard_fragment_bytes_total counter",
            "# TYPE firth_shard_fragment_cpu_seconds_total counter",
            "# TYPE firth_shard_fragments_total counter",
            "# TYPE firth_shard_lag_bytes gauge",
            "# TYPE firth_shard_lag_seconds gauge",
            "# TYPE firth_shard_last_commit_timestamp_seconds gauge",
            "# TYPE firth_shard_loads_total counter",
            "# TYPE firth_shard_phase gauge",
            "# TYPE firth_shard_spilled_bytes_total counter",
            "# TYPE firth_shard_transaction_seconds histogram",
            "# TYPE firth_shard_transactions_total counter");
    String shop = "{binding=\"orders\",kind=\"capture\",namespace=\"default\",task=\"shop\"}";
    String warehouse =
        "{binding=\"orders\",kind=\"materialization\",namespace=\"default\",task=\"warehouse\"}";
    assertThat(scraped)
        .contains(
            "firth_shard_documents_in_total" + shop + " 4.0",
            "firth_shard_documents_out_total" + shop + " 3.0",
            "firth_shard_documents_in_total" + warehouse + " 3.0",
            "firth_shard_documents_out_total" + warehouse + " 3.0",
            "firth_shard_loads_total" + warehouse + " 1.0",
            "firth_shard_lag_seconds" + warehouse + " 0.0",
            "firth_shard_lag_bytes" + warehouse + " 0.0",
            "firth_shard_lag_bytes" + shop + " 0.0",
            "firth_shard_bytes_in_total" + shop + " 57.0",
            "firth_shard_transactions_total{kind=\"capture\",namespace=\"default\",task=\"shop\"} 2.0",
            "firth_shard_connector_restarts_total{kind=\"capture\",namespace=\"default\",task=\"shop\"} 0.0",
            "firth_shard_transaction_seconds_count{kind=\"capture\",namespace=\"default\",part=\"commit\",task=\"shop\"} 2",
            "firth_shard_phase{kind=\"materialization\",namespace=\"default\",phase=\"Running\",reason=\"\",task=\"warehouse\"} 1.0")
        .anyMatch(
            line ->
                line.startsWith(
                    "firth_shard_last_commit_timestamp_seconds{kind=\"capture\",namespace=\"default\",task=\"shop\"} 1."));
    flow.stop();
  }

  @Test
  void whatWasReadAndIsNotCommittedIsBehindForAsLongAsThatLasts() throws InterruptedException {
    var flow = new Flow(folder, false);
    Runnable acknowledge = flow.destination.holdAcknowledge();
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    flow.source.add("{\"id\":1,\"n\":2}");
    flow.awaitStatus(
        "warehouse",
        task ->
            task.bindings().getFirst().lag().compareTo(LONG) > 0
                && task.bindings().getFirst().lagBytes() > 0);
    acknowledge.run();
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":3}"));
    flow.awaitStatus(
        "warehouse",
        task ->
            task.bindings().getFirst().lag().isZero()
                && task.bindings().getFirst().lagBytes() == 0);
    flow.stop();
  }

  @Test
  void aTaskThatFailsStaysBehind() throws InterruptedException {
    var flow = new Flow(folder, true);
    flow.source.add("{\"id\":1,\"n\":1}");
    flow.start(Flow.capture(Flow.SUM), Flow.materialization(Flow.SUM));
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":1}"));
    flow.destination.crash(TestDestination.Crash.BEFORE_COMMIT);
    flow.source.add("{\"id\":1,\"n\":2}");
    flow.awaitStatus(
        "warehouse",
        task ->
            task.reason().equals("ConnectorFailed")
                && task.bindings().getFirst().lag().compareTo(LONG) > 0);
    flow.awaitRows(Map.of("[1]", "{\"id\":1,\"n\":3}"));
    flow.awaitStatus("warehouse", task -> task.bindings().getFirst().lag().isZero());
    flow.stop();
  }
}
