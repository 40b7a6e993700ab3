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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * What the runner adds to a row's way while few come: rows one at a time, each a checkpoint, from
 * the source's hand to the destination's commit. Arguments: rows a second, rows.
 */
public final class LatencyBench {
  private LatencyBench() {}

  /** Runs and prints. */
  public static void main(String[] args) throws Exception {
    int rate = Integer.parseInt(args[0]);
    int rows = Integer.parseInt(args[1]);
    var sent = new long[rows];
    var took = new long[rows];
    var done = new CountDownLatch(rows);
    var host = BenchFlow.host(new Source(rate, sent), new Destination(sent, took, done));
    host.apply(List.of(BenchFlow.capture(), BenchFlow.materialization()));
    done.await();
    host.stop(Duration.ofMinutes(1));
    long[] measured = Arrays.copyOfRange(took, rows / 4, rows);
    Arrays.sort(measured);
    System.out.printf(
        "rows %d at %d/s: p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, most %.2f ms%n",
        measured.length,
        rate,
        measured[measured.length / 2] / 1e6,
        measured[measured.length * 95 / 100] / 1e6,
        measured[measured.length * 99 / 100] / 1e6,
        measured[measured.length - 1] / 1e6);
    System.exit(0);
  }

  private record Source(int rate, long[] sent) implements CaptureConnector {
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
      output.opened(new CaptureResponse.Opened(true, false));
      long next = System.nanoTime();
      for (int i = 0; i < sent.length; i++) {
        next += 1_000_000_000L / rate;
        while (System.nanoTime() < next) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
        byte[] row =
            "{\"aid\":%d,\"bid\":1,\"abalance\":0,\"filler\":\"\",\"_meta\":{\"op\":\"c\",\"source\":{}}}"
                .formatted(i)
                .getBytes(UTF_8);
        sent[i] = System.nanoTime();
        output.document(0, row, 0, row.length);
        output.checkpoint(
            new CaptureResponse.Checkpoint(
                ConnectorState.patch(RawJson.of("{\"next\":" + i + "}")), false));
      }
      Thread.sleep(Duration.ofDays(1));
    }
  }

  private record Destination(long[] sent, long[] took, CountDownLatch done)
      implements MaterializeConnector {
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
        private int first;
        private int next;

        @Override
        public MaterializeResponse.Opened opened() {
          return new MaterializeResponse.Opened(Optional.empty(), false, true, true);
        }

        @Override
        public void load(LoadBatch keys, LoadedOutput output) {}

        @Override
        public void store(StoreBatch batch) {
          next += batch.count();
        }

        @Override
        public Optional<ConnectorState> startCommit(RawJson checkpoint) {
          long now = System.nanoTime();
          for (; first < next; first++) {
            took[first] = now - sent[first];
            done.countDown();
          }
          return Optional.empty();
        }

        @Override
        public void close() {}
      };
    }
  }
}
