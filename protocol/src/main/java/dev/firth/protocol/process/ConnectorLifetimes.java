package dev.firth.protocol.process;

import java.time.Duration;

/** How long an ending process is waited for. */
final class ConnectorLifetimes {
  /** From SIGTERM to SIGKILL. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** From connector-init's start to its socket, and from the end of the grace to its exit. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private ConnectorLifetimes() {}
}
