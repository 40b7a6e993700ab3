package dev.firth.shard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rows of 286 bytes as a database's change stream has them, through a capture, its log and
 * fragments, and a materialization whose rows go nowhere: CPU seconds per million rows. The store
 * is in memory. Arguments: rows of warm-up, rows measured.
 */
public final class RunnerBench {
  private RunnerBench() {}

  /** Runs and prints. */
  public static void main(String[] args) throws Exception {
    long warm = Long.parseLong(args[0]);
    long measured = Long.parseLong(args[1]);
    var source = new Rows(warm + measured);
    var destination = new Nowhere();
    var host = BenchFlow.host(source, destination);
    host.apply(List.of(BenchFlow.capture(), BenchFlow.materialization()));
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
      return BenchFlow.noSpecification();
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
      return BenchFlow.noSpecification();
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
}
