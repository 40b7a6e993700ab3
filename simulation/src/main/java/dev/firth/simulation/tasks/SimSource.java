package dev.firth.simulation.tasks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.DocumentBatch;
import dev.firth.protocol.message.RawJson;
import dev.firth.simulation.world.SimProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A source that outlives its sessions: document i is of key {@code i % keys} and counts one. A
 * session goes on from the number in its state; it may exit, fail or stall at any time.
 */
final class SimSource {
  private final int keys;
  private final Duration pace;
  private int end = Integer.MAX_VALUE;
  private int emitted;
  private boolean wellBehaved;

  SimSource(int keys, Duration pace) {
    this.keys = keys;
    this.pace = pace;
  }

  /** No document is new from now on, and sessions run well. */
  void settle() {
    end = emitted;
    wellBehaved = true;
  }

  int emitted() {
    return emitted;
  }

  /** How many of all documents are of a key. */
  int of(int key) {
    return emitted / keys + (emitted % keys > key ? 1 : 0);
  }

  Session<CaptureRequest, CaptureResponse> session(SimProcess process) {
    return new Capturing(process);
  }

  private final class Capturing implements Session<CaptureRequest, CaptureResponse> {
    private final SimProcess process;
    private final ArrayDeque<CaptureResponse> ready = new ArrayDeque<>();
    private boolean open;
    private boolean closed;
    private boolean ended;
    private int next;

    Capturing(SimProcess process) {
      this.process = process;
    }

    @Override
    public void send(CaptureRequest request) {
      switch (request) {
        case CaptureRequest.Apply _ -> ready.add(new CaptureResponse.Applied(""));
        case CaptureRequest.Open opening -> {
          next = opening.state().tree().path("next").asInt(0);
          open = true;
          ready.add(new CaptureResponse.Opened(false, false));
        }
        default -> {}
      }
    }

    @Override
    public void finish() {
      closed = true;
    }

    @Override
    public @Nullable CaptureResponse receive() throws InterruptedException {
      while (true) {
        CaptureResponse response = receive(Duration.ofSeconds(1));
        if (response != null || ended) {
          return response;
        }
      }
    }

    @Override
    public @Nullable CaptureResponse receive(Duration patience) throws InterruptedException {
      long until = process.nanoTime() + patience.toNanos();
      while (ready.isEmpty()) {
        if (closed) {
          ended = true;
          return null;
        }
        Duration left = Duration.ofNanos(until - process.nanoTime());
        if (!left.isPositive()) {
          return null;
        }
        Duration step = Duration.ofNanos(1 + process.random().nextLong(2 * pace.toNanos()));
        process.sleep(step.compareTo(left) < 0 ? step : left);
        if (open && step.compareTo(left) < 0) {
          misbehave();
          emit();
        }
      }
      return ready.poll();
    }

    private void misbehave() throws InterruptedException {
      if (wellBehaved) {
        return;
      }
      switch (process.random().nextInt(300)) {
        case 0 -> throw ConnectorFailure.of("The source went away.");
        case 1 -> closed = true;
        case 2 -> process.sleep(Duration.ofSeconds(process.random().nextInt(20)));
        default -> {}
      }
    }

    private void emit() {
      DocumentBatch batch = new DocumentBatch();
      for (int i = process.random().nextInt(6); i > 0 && next < end; i--) {
        byte[] document =
            "{\"id\":%d,\"n\":1,\"last\":%d}".formatted(next % keys, next).getBytes(US_ASCII);
        batch.add(0, document, 0, document.length);
        next++;
      }
      emitted = Math.max(emitted, next);
      if (!batch.isEmpty()) {
        ready.add(new CaptureResponse.Captured(batch));
        ready.add(
            new CaptureResponse.Checkpoint(
                ConnectorState.full(RawJson.of("{\"next\":" + next + "}")), false));
      }
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
