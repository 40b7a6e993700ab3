package dev.firth.protocol;

import dev.firth.protocol.fixture.QuietCapture;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureOutput;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** A capture whose configuration says how it behaves. */
public final class TestCapture implements QuietCapture {
  private final AtomicLong written = new AtomicLong();

  /** Bytes of documents that it has handed over. */
  public long written() {
    return written.get();
  }

  /** Lets time pass. */
  public void idle(Duration time) throws InterruptedException {
    var never = new CountDownLatch(1);
    if (never.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError();
    }
  }

  @Override
  public ConnectorSpecification specification() {
    return new ConnectorSpecification(
        Samples.json("{\"type\":\"object\"}"), Samples.json("{}"), "", List.of("/path"));
  }

  @Override
  public CaptureResponse.Validated validate(CaptureRequest.Validate request) {
    return new CaptureResponse.Validated(
        request.bindings().stream()
            .map(b -> List.of(b.resource().path("path").asString()))
            .toList());
  }

  @Override
  public void capture(
      CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
      throws Exception {
    JsonNode config = open.capture().config();
    output.opened(
        new CaptureResponse.Opened(config.path("acknowledgements").asBoolean(false), true));
    int size = config.path("size").asInt(config.has("states") ? 10_000 : 64);
    byte[] document = Samples.utf8("{\"pad\":\"" + "x".repeat(size - 10) + "\"}");
    long documents = config.path("documents").asLong(0);
    for (long i = 0; i < documents; i++) {
      output.document(0, document, 0, document.length);
      written.addAndGet(document.length);
    }
    for (int i = config.path("states").asInt(0); i > 0; i--) {
      RawJson state = RawJson.of(document.clone());
      output.checkpoint(new CaptureResponse.Checkpoint(ConnectorState.full(state), false));
      written.addAndGet(document.length);
    }
    output.checkpoint(
        new CaptureResponse.Checkpoint(
            ConnectorState.patch(RawJson.of("{\"at\":" + documents + "}")), true));
    if (config.path("overflow").asBoolean(false)) {
      throw new StackOverflowError();
    }
    if (config.path("acknowledgements").asBoolean(false)) {
      while (acknowledgements.committed() < 1) {
        acknowledgements.await(0, Duration.ofSeconds(1));
      }
    }
    if (config.has("pause")) {
      throw ConnectorFailure.pause(config.path("pause").asString(), "this is why.");
    }
    if (config.path("hang").asBoolean(false)) {
      idle(Duration.ofHours(1));
    }
  }
}
