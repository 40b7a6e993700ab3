package dev.firth.shard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.journals.host.VirtualHost;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.read.InProcessTails;
import dev.firth.journals.read.ReadContext;
import dev.firth.journals.store.MemoryLogStore;
import dev.firth.protocol.local.InProcessLauncher;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureConnector;
import dev.firth.protocol.sdk.CaptureOutput;
import dev.firth.protocol.sdk.LoadedOutput;
import dev.firth.protocol.sdk.MaterializeConnector;
import dev.firth.protocol.sdk.Transactions;
import dev.firth.shard.ShardContext;
import dev.firth.shard.ShardHost;
import dev.firth.shard.ShardSettings;
import dev.firth.shard.status.TaskMeters;
import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.ConnectorSpec;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.FragmentSpec;
import dev.firth.specs.Inference;
import dev.firth.specs.MaterializationBinding;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.OnViolation;
import dev.firth.specs.Projection;
import dev.firth.specs.SourceSpec;
import dev.firth.specs.StoreSpec;
import dev.firth.specs.TransactionSpec;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Rows of 286 bytes as a database's change stream has them, through a capture, its log and
 * fragments, and a materialization whose rows go nowhere: CPU seconds per million rows. The store
 * is in memory. Arguments: rows of warm-up, rows measured.
 */
public final class RunnerBench {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["aid", "_meta"],
       "properties": {
         "aid": {"type": "integer"}, "bid": {"type": ["integer", "null"]},
         "abalance": {"type": ["integer", "null"]}, "filler": {"type": ["string", "null"]},
         "_meta": {"type": "object", "required": ["op", "source"], "reduce": {"strategy": "merge"},
           "properties": {"op": {"enum": ["c", "u", "d"]},
             "before": {"type": "object", "reduce": {"strategy": "firstWriteWins"}},
             "source": {"type": "object"}}}},
       "if": {"required": ["_meta"], "properties": {"_meta": {"required": ["op"], "properties": {"op": {"const": "d"}}}}},
       "then": {"reduce": {"strategy": "merge", "delete": true}},
       "else": {"reduce": {"strategy": "merge"}}}
      """;

  private RunnerBench() {}

  /** Runs and prints. */
  public static void main(String[] args) throws Exception {
    long warm = Long.parseLong(args[0]);
    long measured = Long.parseLong(args[1]);
    var machine = new VirtualHost();
    var tails = new InProcessTails(machine);
    var store = new MemoryLogStore(InstantSource.system());
    var source = new Rows(warm + measured);
    var destination = new Nowhere();
    Path spill = Files.createTempDirectory("firth-bench");
    var context =
        new ShardContext(
            LogContext.of(machine, store).withRings(tails),
            ReadContext.of(machine, store, tails),
            "bench",
            new InProcessLauncher(
                name -> Optional.of(name.equals("source") ? source : destination)),
            task -> JsonNodeFactory.instance.objectNode(),
            ShardSettings.local(spill));
    var host = new ShardHost(context, task -> TaskMeters.CommitObserver.NONE);
    host.apply(List.of(capture(), materialization()));
    await(destination, warm);
    double cpu = cpuSeconds();
    long began = System.nanoTime();
    await(destination, warm + measured);
    host.stop(Duration.ofMinutes(1));
    double took = (System.nanoTime() - began) / 1e9;
    double used = cpuSeconds() - cpu;
    System.out.printf(
        "rows %d, wall %.2f s, %.0f rows/s, CPU %.2f s, %.2f CPU-s per million rows, %d stores, %d loads%n",
        measured,
        took,
        measured / took,
        used,
        used * 1e6 / measured,
        destination.batches.get(),
        destination.loads.get());
    System.exit(0);
  }

  private static void await(Nowhere destination, long rows) throws InterruptedException {
    while (destination.rows.get() < rows) {
      Thread.sleep(5);
    }
  }

  private static double cpuSeconds() {
    var os =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return os.getProcessCpuTime() / 1e9;
  }

  /** Emits rows with rising keys, a checkpoint for each thousand. */
  private static final class Rows implements CaptureConnector {
    private final long rows;

    Rows(long rows) {
      this.rows = rows;
    }

    @Override
    public ConnectorSpecification specification() {
      return specificationOfNothing();
    }

    @Override
    public CaptureResponse.Discovered discover(CaptureRequest.Discover request) {
      return new CaptureResponse.Discovered(List.of());
    }

    @Override
    public CaptureResponse.Validated validate(CaptureRequest.Validate request) {
      return new CaptureResponse.Validated(List.of());
    }

    @Override
    public void capture(
        CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
        throws InterruptedException {
      output.opened(new CaptureResponse.Opened(false, false));
      byte[] row =
          ("{\"aid\":100000000,\"bid\":17,\"abalance\":-4711,\"filler\":\""
                  + " ".repeat(84)
                  + "\",\"_meta\":{\"op\":\"c\",\"source\":{\"schema\":\"public\",\"table\":\"pgbench_accounts\","
                  + "\"loc\":[27361016,4711,0],\"txid\":781234,\"ts_ms\":1764000000000,\"snapshot\":true,\"v\":1}}}")
              .getBytes(UTF_8);
      for (long i = 0; i < rows; i++) {
        long id = 100_000_000L + i;
        for (int at = 15; at >= 7; at--) {
          row[at] = (byte) ('0' + id % 10);
          id /= 10;
        }
        output.document(0, row, 0, row.length);
        if (i % 1000 == 999) {
          output.checkpoint(
              new CaptureResponse.Checkpoint(
                  ConnectorState.patch(RawJson.of("{\"accounts\":{\"next\":" + i + "}}")), false));
        }
      }
      Thread.sleep(Duration.ofDays(1));
    }
  }

  /** Counts rows. */
  private static final class Nowhere implements MaterializeConnector {
    final AtomicLong rows = new AtomicLong();
    final AtomicLong batches = new AtomicLong();
    final AtomicLong loads = new AtomicLong();

    @Override
    public ConnectorSpecification specification() {
      return specificationOfNothing();
    }

    @Override
    public MaterializeResponse.Validated validate(MaterializeRequest.Validate request) {
      return new MaterializeResponse.Validated(List.of());
    }

    @Override
    public MaterializeResponse.Applied apply(MaterializeRequest.Apply request) {
      return new MaterializeResponse.Applied("", Optional.empty());
    }

    @Override
    public Transactions open(MaterializeRequest.Open open) {
      return new Transactions() {
        @Override
        public MaterializeResponse.Opened opened() {
          return new MaterializeResponse.Opened(Optional.empty(), false, true, true);
        }

        @Override
        public void load(LoadBatch keys, LoadedOutput output) {
          loads.addAndGet(keys.count());
        }

        @Override
        public void store(StoreBatch batch) {
          rows.addAndGet(batch.count());
          batches.incrementAndGet();
        }

        @Override
        public Optional<ConnectorState> startCommit(RawJson checkpoint) {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };
    }
  }

  private static ConnectorSpecification specificationOfNothing() {
    var any = JsonNodeFactory.instance.objectNode();
    return new ConnectorSpecification(any, any, "", List.of());
  }

  private static CaptureSpec capture() {
    var binding =
        new CaptureBinding(
            "accounts",
            JsonNodeFactory.instance.objectNode(),
            List.of("accounts"),
            "accounts.0",
            "0.0",
            accounts(),
            OnViolation.PAUSE);
    return new CaptureSpec(
        "default",
        "bank",
        "0.0",
        connector("source"),
        TransactionSpec.DEFAULT,
        Duration.ofMinutes(5),
        1,
        false,
        List.of(binding),
        store());
  }

  private static MaterializationSpec materialization() {
    var binding =
        new MaterializationBinding(
            "accounts",
            JsonNodeFactory.instance.objectNode(),
            List.of("accounts"),
            "accounts.0",
            "0.0",
            SourceSpec.all(accounts()),
            new FieldSelection(
                List.of("aid"),
                List.of("_meta/op", "abalance", "bid", "filler", "flow_published_at"),
                Optional.empty(),
                Map.of()),
            false,
            0,
            OnViolation.PAUSE);
    return new MaterializationSpec(
        "default",
        "copy",
        "0.0",
        connector("destination"),
        TransactionSpec.DEFAULT,
        1,
        false,
        List.of(binding),
        store());
  }

  private static ConnectorSpec connector(String name) {
    return new ConnectorSpec(name, List.of(), JsonNodeFactory.instance.objectNode(), List.of());
  }

  private static CollectionSpec accounts() {
    JsonNode schema = JsonMapper.shared().readTree(SCHEMA);
    return new CollectionSpec(
        "default",
        "accounts",
        "0.0",
        List.of("/aid"),
        schema,
        schema,
        List.of(
            projection("_meta/op", "/_meta/op"),
            projection("abalance", "/abalance"),
            projection("aid", "/aid"),
            projection("bid", "/bid"),
            projection("filler", "/filler"),
            projection("flow_published_at", "/_meta/uuid")),
        List.of(),
        FragmentSpec.DEFAULT);
  }

  private static Projection projection(String field, String location) {
    return new Projection(
        field, location, false, false, false, Inference.of(Inference.Existence.MAY, "string"));
  }

  private static StoreSpec store() {
    return new StoreSpec(
        Optional.empty(), "memory", "", "", true, Duration.ofHours(24), Optional.empty());
  }
}
