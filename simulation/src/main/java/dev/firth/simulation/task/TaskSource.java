package dev.firth.simulation.task;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A source of {@code limit} documents for each of some keys, numbered from 1. What comes next it
 * knows from the connector's state alone, so that a state that does not fit the documents committed
 * with it loses or doubles some.
 */
public final class TaskSource {
  private final int keys;
  private final int limit;
  private final Duration pace;
  private boolean calm;

  /**
   * @param pace mean time between checkpoints
   */
  public TaskSource(int keys, int limit, Duration pace) {
    this.keys = keys;
    this.limit = limit;
    this.pace = pace;
  }

  public int keys() {
    return keys;
  }

  public int limit() {
    return limit;
  }

  /** No more failures, and all that is left comes soon. */
  public void calm() {
    calm = true;
  }

  Session<CaptureRequest, CaptureResponse> session(SimProcess process) {
    return new Reading(process);
  }

  private final class Reading implements Session<CaptureRequest, CaptureResponse> {
    private final SimProcess process;
    private final int[] next = new int[keys];
    private @Nullable CaptureResponse ready;
    private boolean opened;
    private boolean ended;
    private boolean midway;

    Reading(SimProcess process) {
      this.process = process;
    }

    @Override
    public void send(CaptureRequest request) throws InterruptedException {
      switch (request) {
        case CaptureRequest.Apply apply -> ready = new CaptureResponse.Applied("");
        case CaptureRequest.Open open -> {
          JsonNode state = open.state().tree();
          for (int key = 0; key < keys; key++) {
            next[key] = state.path(String.valueOf(key)).asInt(0);
          }
          ready = new CaptureResponse.Opened(true, false);
          opened = true;
        }
        case CaptureRequest.Acknowledge acknowledge -> {}
        default -> throw new IllegalStateException("not asked in the simulation: " + request);
      }
    }

    @Override
    public void finish() {}

    @Override
    public @Nullable CaptureResponse receive() throws InterruptedException {
      while (ready == null && !opened) {
        process.sleep(Duration.ofMillis(1));
      }
      CaptureResponse answer = ready;
      ready = null;
      return answer != null ? answer : produce();
    }

    private @Nullable CaptureResponse produce() throws InterruptedException {
      process.sleep(
          Duration.ofNanos(
              process.random().nextLong(2 * (calm ? 1 + pace.toNanos() / 10 : pace.toNanos()))));
      if (!calm && process.random().nextInt(40) == 0) {
        throw ConnectorFailure.of("The source went away.");
      }
      if (!calm && process.random().nextInt(80) == 0) {
        process.trace("the source stalls");
        process.sleep(Duration.ofMillis(process.random().nextInt(40_000)));
      }
      if (!calm && process.random().nextInt(60) == 0) {
        ended = true;
        return null;
      }
      if (midway) {
        midway = false;
        return checkpoint();
      }
      var batch = new DocumentBatch();
      int documents = process.random().nextInt(calm ? 40 : 5);
      for (int i = 0; i < documents; i++) {
        int key = process.random().nextInt(keys);
        if (next[key] < limit) {
          next[key]++;
          byte[] json =
              ("{\"k\":" + key + ",\"n\":" + next[key] + ",\"count\":1}").getBytes(US_ASCII);
          batch.add(0, json, 0, json.length);
        }
      }
      midway = true;
      return batch.isEmpty() ? produce() : new CaptureResponse.Captured(batch);
    }

    private CaptureResponse checkpoint() {
      var state = new StringBuilder("{");
      for (int key = 0; key < keys; key++) {
        state.append(key == 0 ? "" : ",").append('"').append(key).append("\":").append(next[key]);
      }
      RawJson json = RawJson.of(state.append('}').toString());
      boolean patch = process.random().nextBoolean();
      return new CaptureResponse.Checkpoint(
          patch ? ConnectorState.patch(json) : ConnectorState.full(json), false);
    }

    @Override
    public @Nullable CaptureResponse receive(Duration patience) throws InterruptedException {
      return receive();
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public void close() {
      ended = true;
    }
  }
}
