package dev.firth.protocol;

import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;

/**
 * Starts connectors. Whether they run in this process or beside it is the launcher's business
 * alone.
 */
public interface ConnectorLauncher {
  /**
   * Starts a connector that captures.
   *
   * @throws ConnectorFailure if there is no such connector or it cannot be started
   */
  Session<CaptureRequest, CaptureResponse> capture(ConnectorCommand connector);

  /**
   * Starts a connector that materializes.
   *
   * @throws ConnectorFailure if there is no such connector or it cannot be started
   */
  Session<MaterializeRequest, MaterializeResponse> materialize(ConnectorCommand connector);
}
