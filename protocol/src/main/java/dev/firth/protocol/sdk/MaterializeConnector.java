package dev.firth.protocol.sdk;

import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;

/** A connector that writes a destination. */
public non-sealed interface MaterializeConnector extends Connector {
  MaterializeResponse.Validated validate(MaterializeRequest.Validate request) throws Exception;

  /** Prepares the destination: makes tables, adds columns. Idempotent. */
  MaterializeResponse.Applied apply(MaterializeRequest.Apply request) throws Exception;

  /** Fences out whoever had the range before, and begins. */
  Transactions open(MaterializeRequest.Open open) throws Exception;
}
