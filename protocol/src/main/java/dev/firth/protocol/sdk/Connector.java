package dev.firth.protocol.sdk;

import dev.firth.protocol.message.ConnectorSpecification;

/**
 * A connector. An object of it serves any number of sessions, also at the same time, and keeps
 * nothing between them. Whatever it throws ends the session; {@link
 * dev.firth.protocol.ConnectorFailure} reaches people as it is.
 */
public sealed interface Connector permits CaptureConnector, MaterializeConnector {
  ConnectorSpecification specification();
}
