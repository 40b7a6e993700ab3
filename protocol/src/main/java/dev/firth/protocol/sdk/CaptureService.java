package dev.firth.protocol.sdk;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Limits;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.DocumentBatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Serves one session of a {@link CaptureConnector}: requests become calls, and what it writes
 * becomes responses.
 */
public final class CaptureService {
  private CaptureService() {}

  /**
   * Returns when the capture has ended, or when no request follows. A capture that still runs then
   * is interrupted.
   *
   * @throws Exception what the connector threw
   */
  public static void serve(
      CaptureConnector connector,
      Requests<CaptureRequest> requests,
      Responses<CaptureResponse> responses)
      throws Exception {
    @Nullable CaptureRequest request;
    while ((request = requests.next()) != null) {
      switch (request) {
        case CaptureRequest.Spec _ ->
            responses.send(new CaptureResponse.Spec(connector.specification()));
        case CaptureRequest.Discover discover -> responses.send(connector.discover(discover));
        case CaptureRequest.Validate validate -> responses.send(connector.validate(validate));
        case CaptureRequest.Apply apply -> responses.send(connector.apply(apply));
        case CaptureRequest.Retained retained -> responses.send(connector.retained(retained));
        case CaptureRequest.Open open -> {
          capture(connector, open, requests, responses);
          return;
        }
        case CaptureRequest.Acknowledge _ ->
            throw ConnectorFailure.of("Expected Open before Acknowledge.");
      }
    }
  }

  private static void capture(
      CaptureConnector connector,
      CaptureRequest.Open open,
      Requests<CaptureRequest> requests,
      Responses<CaptureResponse> responses)
      throws Exception {
    var committed = new CommittedCheckpoints();
    Thread capture = Thread.currentThread();
    Thread reader =
        Thread.ofVirtual()
            .name("acknowledgements")
            .start(() -> readAcknowledgements(requests, committed, capture));
    try {
      connector.capture(open, new Output(open, responses), committed);
    } catch (Exception e) {
      if (!committed.ended()) {
        throw e;
      }
    } finally {
      reader.interrupt();
    }
  }

  private static void readAcknowledgements(
      Requests<CaptureRequest> requests, CommittedCheckpoints committed, Thread capture) {
    try {
      while (requests.next() instanceof CaptureRequest.Acknowledge(int checkpoints)) {
        committed.add(checkpoints);
      }
      committed.end();
      capture.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Batches documents until there are enough of them or something else follows. */
  private static final class Output implements CaptureOutput {
    private final CaptureRequest.Open open;
    private final Responses<CaptureResponse> responses;
    private DocumentBatch batch = new DocumentBatch();

    Output(CaptureRequest.Open open, Responses<CaptureResponse> responses) {
      this.open = open;
      this.responses = responses;
    }

    @Override
    public void opened(CaptureResponse.Opened opened) throws InterruptedException {
      responses.send(opened);
    }

    @Override
    public void document(int binding, byte[] json, int offset, int length)
        throws InterruptedException {
      if (length > Limits.DOCUMENT) {
        Limits.checkDocument(open.capture().bindings().get(binding).collection().name(), length);
      }
      batch.add(binding, json, offset, length);
      if (batch.isFull()) {
        pass();
      }
    }

    @Override
    public void sourcedSchema(int binding, JsonNode schema) throws InterruptedException {
      pass();
      responses.send(new CaptureResponse.SourcedSchema(binding, schema));
    }

    @Override
    public void checkpoint(CaptureResponse.Checkpoint checkpoint) throws InterruptedException {
      pass();
      responses.send(checkpoint);
    }

    private void pass() throws InterruptedException {
      if (!batch.isEmpty()) {
        DocumentBatch full = batch;
        batch = new DocumentBatch();
        responses.send(new CaptureResponse.Captured(full));
      }
    }
  }
}
