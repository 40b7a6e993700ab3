package dev.firth.protocol.sdk;

import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import java.util.OptionalLong;

/** A connector that reads a source. */
public non-sealed interface CaptureConnector extends Connector {
  CaptureResponse.Discovered discover(CaptureRequest.Discover request) throws Exception;

  CaptureResponse.Validated validate(CaptureRequest.Validate request) throws Exception;

  /** Prepares the source; by default there is nothing to do. */
  default CaptureResponse.Applied apply(CaptureRequest.Apply request) throws Exception {
    return new CaptureResponse.Applied("");
  }

  /** How much the source keeps for a capture that does not run; by default nothing. */
  default CaptureResponse.Retained retained(CaptureRequest.Retained request) throws Exception {
    return new CaptureResponse.Retained(OptionalLong.empty());
  }

  /**
   * Captures until the source ends, which returns, or until it is interrupted. The first thing said
   * is {@link CaptureOutput#opened}.
   */
  void capture(CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
      throws Exception;
}
