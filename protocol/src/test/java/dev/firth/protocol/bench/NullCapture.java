package dev.firth.protocol.bench;

import dev.firth.protocol.Samples;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.sdk.Acknowledgements;
import dev.firth.protocol.sdk.CaptureConnector;
import dev.firth.protocol.sdk.CaptureOutput;
import java.util.List;

/** Captures the same document of 286 bytes {@code rows} times, with a checkpoint every thousand. */
final class NullCapture implements CaptureConnector {
  @Override
  public ConnectorSpecification specification() {
    return new ConnectorSpecification(Samples.json("{}"), Samples.json("{}"), "", List.of());
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
    output.opened(new CaptureResponse.Opened(false, true));
    long rows = open.capture().config().path("rows").asLong(0);
    byte[] document = Samples.utf8("{\"id\":1234567,\"pad\":\"" + "x".repeat(264) + "\"}");
    var checkpoint =
        new CaptureResponse.Checkpoint(ConnectorState.patch(RawJson.of("{\"at\":1}")), false);
    for (long row = 1; row <= rows; row++) {
      output.document(0, document, 0, document.length);
      if (row % 1000 == 0) {
        output.checkpoint(checkpoint);
      }
    }
  }
}
