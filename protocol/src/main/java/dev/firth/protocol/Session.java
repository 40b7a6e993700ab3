package dev.firth.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with one running connector. One thread may send while another receives; neither
 * side may be shared further. A sender that never lets anybody receive can block for ever, because
 * a connector that nobody reads stops reading.
 *
 * @param <Q> requests
 * @param <R> responses
 */
public interface Session<Q, R> extends AutoCloseable {
  /**
   * Hands a request over. Blocks while the connector has 4 MiB of requests to read. The session
   * owns the batch of the request from here on.
   *
   * @throws ConnectorFailure if the connector is gone, or if the request is out of order
   */
  void send(Q request) throws InterruptedException;

  /** Says that no request follows, which closes a process's input. Repeating it does nothing. */
  void finish();

  /**
   * The next response, or null once the connector has ended well and everything was received.
   *
   * @throws ConnectorFailure if it failed, or if the response breaks the protocol
   */
  @Nullable R receive() throws InterruptedException;

  /**
   * The next response, or null if none came in time or the connector has ended ({@link #ended}
   * tells).
   *
   * @throws ConnectorFailure as {@link #receive()}
   */
  @Nullable R receive(Duration patience) throws InterruptedException;

  /** Whether the connector has ended well and every response of it was received. */
  boolean ended();

  /**
   * Ends the connector: a process gets SIGTERM and, 2 s later, SIGKILL with its whole group;
   * connector code in this process is interrupted. Returns once nothing of it runs any more. Never
   * throws.
   */
  @Override
  void close();
}
