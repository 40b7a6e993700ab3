package dev.firth.protocol.sdk;

import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;

/** A connector that reads a source. */
public non-sealed interface CaptureConnector extends Connector {
  CaptureResponse.Discovered discover(CaptureRequest.Discover request) throws Exception;

  CaptureResponse.Validated validate(CaptureRequest.Validate request) throws Exception;

  /** Prepares the source; by default there is nothing to do. */
  default CaptureResponse.Applied apply(CaptureRequest.Apply request) throws Exception {
    return new CaptureResponse.Applied("");
  }

  /**
   * Captures until the source ends, which returns, or until it is interrupted. The first thing said
   * is {@link CaptureOutput#opened}.
   */
  void capture(CaptureRequest.Open open, CaptureOutput output, Acknowledgements acknowledgements)
      throws Exception;
}
