package dev.firth.shard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.journals.host.Host;
import dev.firth.journals.host.VirtualHost;
import dev.firth.protocol.fixture.QuietCapture;
import dev.firth.protocol.fixture.QuietMaterialization;
import dev.firth.protocol.fixture.QuietTransactions;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureOutput;
import dev.firth.protocol.sdk.Transactions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

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
    var host = BenchFlow.host(new Source(rate, sent, done), new Destination(sent, took, done));
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

  /** Emits rows at an even pace, which only a timer can give. */
  private record Source(int rate, long[] sent, CountDownLatch done) implements QuietCapture {
    @Override
    public void capture(
        CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
        throws InterruptedException {
      output.opened(new CaptureResponse.Opened(true, false));
      Host machine = new VirtualHost();
      long next = machine.nanoTime();
      for (int i = 0; i < sent.length; i++) {
        next += 1_000_000_000L / rate;
        machine.sleep(Duration.ofNanos(Math.max(0, next - machine.nanoTime())));
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
      done.await();
    }
  }

  private record Destination(long[] sent, long[] took, CountDownLatch done)
      implements QuietMaterialization {
    @Override
    public Transactions open(MaterializeRequest.Open open) {
      return new QuietTransactions() {
        private int first;
        private int next;

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
      };
    }
  }
}
