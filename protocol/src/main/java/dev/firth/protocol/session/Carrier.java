package dev.firth.protocol.session;

/** Moves the messages of one conversation between Firth and a connector, on threads of its own. */
public interface Carrier {
  /**
   * Ends the connector, though it may still be at work. Returns once nothing of it runs any more.
   * Never throws.
   */
  void end();
}
