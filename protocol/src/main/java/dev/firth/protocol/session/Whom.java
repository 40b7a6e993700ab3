package dev.firth.protocol.session;

import dev.firth.protocol.ConnectorFailure;

/**
 * Whom a sentence is about.
 *
 * @param task the task's title
 * @param connector the connector's name
 */
public record Whom(String task, String connector) {
  /** The subject of a sentence: {@code Capture shop: connector source-files}. */
  @Override
  public String toString() {
    return task + ": connector " + connector;
  }

  /** The connector did what the protocol does not allow. */
  public ConnectorFailure broke(String expected, String came) {
    return ConnectorFailure.of(
        this + " broke the protocol: expected " + expected + ", but came " + came + ".");
  }

  /** Firth itself was about to. */
  ConnectorFailure refused(String expected, String request) {
    return ConnectorFailure.of(
        this
            + ": Firth was about to break the protocol: expected "
            + expected
            + ", but tried to send "
            + request
            + ". This is a defect of Firth.");
  }
}
