package dev.firth.shard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.protocol.fixture.QuietCapture;
import dev.firth.protocol.fixture.QuietMaterialization;
import dev.firth.protocol.fixture.QuietTransactions;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureOutput;
import dev.firth.protocol.sdk.LoadedOutput;
import dev.firth.protocol.sdk.Transactions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

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
    destination.await(warm);
    double cpu = cpuSeconds();
    long began = System.nanoTime();
    destination.await(warm + measured);
    source.done.countDown();
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
        destination.batches(),
        destination.loads());
    System.exit(0);
  }

  private static double cpuSeconds() {
    var os =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return os.getProcessCpuTime() / 1e9;
  }

  /** Emits rows with rising keys, a checkpoint for each thousand. */
  private static final class Rows implements QuietCapture {
    private final CountDownLatch done = new CountDownLatch(1);
    private final long rows;

    Rows(long rows) {
      this.rows = rows;
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
      done.await();
    }
  }

  /** Counts what it is told. */
  private static final class Nowhere implements QuietMaterialization {
    private long rows;
    private long batches;
    private long loads;

    /** Waits until it was told so many rows. */
    synchronized void await(long wanted) throws InterruptedException {
      while (rows < wanted) {
        wait();
      }
    }

    private synchronized void loaded(LoadBatch keys) {
      loads += keys.count();
    }

    private synchronized void stored(StoreBatch batch) {
      rows += batch.count();
      batches++;
      notifyAll();
    }

    synchronized long batches() {
      return batches;
    }

    synchronized long loads() {
      return loads;
    }

    @Override
    public Transactions open(MaterializeRequest.Open open) {
      return new QuietTransactions() {
        @Override
        public void load(LoadBatch keys, LoadedOutput output) {
          loaded(keys);
        }

        @Override
        public void store(StoreBatch batch) {
          stored(batch);
        }
      };
    }
  }
}
