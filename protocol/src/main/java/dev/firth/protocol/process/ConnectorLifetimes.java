package dev.firth.protocol.process;

import java.time.Duration;

/** How long an ending process is waited for. */
final class ConnectorLifetimes {
  /** From SIGTERM to SIGKILL. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** From a connector's output closing to its exit, and from its start to its socket. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private ConnectorLifetimes() {}
}
