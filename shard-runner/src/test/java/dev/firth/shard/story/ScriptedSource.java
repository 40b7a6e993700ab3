package dev.firth.shard.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.fixture.QuietCapture;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureOutput;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A source whose content is a list of checkpoints, each some documents of binding 0. Its state is
 * the number of the next one. Waits for more at the end, unless asked to run once.
 */
final class ScriptedSource implements QuietCapture {
  private final List<List<String>> checkpoints = new CopyOnWriteArrayList<>();
  private final Object more = new Object();
  private final AtomicInteger sessions = new AtomicInteger();
  private final AtomicInteger failAt = new AtomicInteger(-1);
  private volatile long acknowledged;
  private volatile int endsIn = -1;
  private volatile boolean failing;
  private volatile Optional<String> sourced = Optional.empty();

  void add(String... documents) {
    synchronized (more) {
      checkpoints.add(List.of(documents));
      more.notifyAll();
    }
  }

  /** The next session that comes to this checkpoint crashes in the middle of it, once. */
  void crashIn(int checkpoint) {
    failAt.set(checkpoint);
  }

  /**
   * Every session that comes to this checkpoint ends in the middle of it, its documents handed
   * over.
   *
   * @param failing rather than well
   */
  void alwaysEndIn(int checkpoint, boolean failing) {
    this.failing = failing;
    endsIn = checkpoint;
  }

  /** Says what its documents are like before the first checkpoint that comes. */
  void sourced(String schema) {
    sourced = Optional.of(schema);
  }

  int sessions() {
    return sessions.get();
  }

  long acknowledged() {
    return acknowledged;
  }

  @Override
  public void capture(
      CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
      throws InterruptedException {
    sessions.incrementAndGet();
    output.opened(new CaptureResponse.Opened(true, true));
    if (sourced.isPresent()) {
      output.sourcedSchema(0, RawJson.of(sourced.get()).tree());
    }
    int next = open.state().tree().path("next").asInt(0);
    if (next == checkpoints.size()) {
      var nothing = ConnectorState.patch(RawJson.EMPTY_OBJECT);
      output.checkpoint(new CaptureResponse.Checkpoint(nothing, true));
    }
    while (true) {
      for (; next < checkpoints.size(); next++) {
        boolean crash = failAt.compareAndSet(next, -1);
        for (String document : checkpoints.get(next)) {
          byte[] json = document.getBytes(UTF_8);
          output.document(0, json, 0, json.length);
          if (crash) {
            throw ConnectorFailure.of("The source is gone.");
          }
        }
        if (next == endsIn) {
          output.sourcedSchema(0, JsonNodeFactory.instance.objectNode());
          if (failing) {
            throw ConnectorFailure.of("The source is gone.");
          }
          return;
        }
        boolean last = next + 1 == checkpoints.size();
        var state = ConnectorState.patch(RawJson.of("{\"next\":" + (next + 1) + "}"));
        output.checkpoint(new CaptureResponse.Checkpoint(state, last));
      }
      acknowledged = acknowledgements.committed();
      if (open.once()) {
        return;
      }
      synchronized (more) {
        while (next == checkpoints.size()) {
          more.wait();
        }
      }
    }
  }
}
