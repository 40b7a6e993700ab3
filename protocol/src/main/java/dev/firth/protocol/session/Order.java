package dev.firth.protocol.session;

/**
 * The legal order of one session's messages. Its methods are the only moves; any other is an error
 * that names the connector, what was expected and what came. Not thread-safe.
 *
 * @param <Q> requests
 * @param <R> responses
 */
public interface Order<Q, R> {
  /**
   * Firth sends a request.
   *
   * @throws dev.firth.protocol.ConnectorFailure if it may not be sent now
   */
  void request(Q request);

  /**
   * The connector sent a response.
   *
   * @throws dev.firth.protocol.ConnectorFailure if it may not come now
   */
  void response(R response);

  /**
   * The connector ended well.
   *
   * @param finished whether Firth had said that nothing follows
   * @throws dev.firth.protocol.ConnectorFailure if it may not end now
   */
  void end(boolean finished);
}
