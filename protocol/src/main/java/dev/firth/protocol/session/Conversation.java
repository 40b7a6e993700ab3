package dev.firth.protocol.session;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Limits;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What both transports share: a pipe each way and the order of what passes through them. Firth's
 * side calls send, finish and receive; the connector's side, a {@link Carrier}, takes from {@link
 * #requests} and calls {@link #respond}.
 */
public final class Conversation<Q, R> {
  private final Whom whom;
  private final Order<Q, R> order;
  private final ToLongFunction<Q> requestWeight;
  private final ToLongFunction<R> responseWeight;
  private final Pipe<Q> requests = new Pipe<>(Limits.UNREAD_REQUESTS);
  private final Pipe<R> responses = new Pipe<>(Limits.UNREAD_RESPONSES);
  private volatile boolean finished;
  private volatile boolean closed;

  private Conversation(
      Whom whom,
      Order<Q, R> order,
      ToLongFunction<Q> requestWeight,
      ToLongFunction<R> responseWeight) {
    this.whom = whom;
    this.order = order;
    this.requestWeight = requestWeight;
    this.responseWeight = responseWeight;
  }

  /** With a connector that captures. */
  public static Conversation<CaptureRequest, CaptureResponse> capture(Whom whom) {
    return new Conversation<>(
        whom, new CaptureOrder(whom), Weight.CAPTURE_REQUEST, Weight.CAPTURE_RESPONSE);
  }

  /** With a connector that materializes. */
  public static Conversation<MaterializeRequest, MaterializeResponse> materialize(Whom whom) {
    return new Conversation<>(
        whom, new MaterializeOrder(whom), Weight.MATERIALIZE_REQUEST, Weight.MATERIALIZE_RESPONSE);
  }

  void send(Q request) throws InterruptedException {
    synchronized (order) {
      order.request(request);
    }
    if (!requests.put(request, requestWeight.applyAsLong(request))) {
      if (failure() == null && !closed) {
        synchronized (order) {
          order.end(finished);
        }
      }
      throw gone();
    }
  }

  private RuntimeException gone() {
    RuntimeException failure = failure();
    return failure != null
        ? failure
        : ConnectorFailure.of(whom + " has ended and takes no more requests.");
  }

  void finish() {
    finished = true;
    requests.close();
  }

  @Nullable R receive() throws InterruptedException {
    return checked(responses.take());
  }

  @Nullable R receive(Duration patience) throws InterruptedException {
    return checked(responses.take(patience));
  }

  private @Nullable R checked(@Nullable R response) {
    synchronized (order) {
      if (response != null) {
        order.response(response);
      } else if (responses.drained() && !closed) {
        order.end(finished);
      }
    }
    return response;
  }

  boolean ended() {
    return responses.drained();
  }

  /** Ends both ways for good and drops what they hold. */
  void close() {
    closed = true;
    finished = true;
    requests.abandon();
    responses.abandon();
  }

  /** Whether Firth has closed the session. */
  public boolean closed() {
    return closed;
  }

  /** What Firth sent and the connector has not taken yet. */
  public Pipe<Q> requests() {
    return requests;
  }

  /** Passes a response on, unless Firth has closed the session. */
  public void respond(R response) throws InterruptedException {
    if (!responses.put(response, responseWeight.applyAsLong(response))) {
      throw new InterruptedException("the session is closed");
    }
  }

  /** The connector ended well. */
  public void end() {
    responses.close();
    requests.abandon();
  }

  /** The connector failed. */
  public void fail(RuntimeException failure) {
    responses.fail(failure);
    requests.abandon();
  }

  /** The failure that ended the connector, if one did. */
  public @Nullable RuntimeException failure() {
    return responses.failure();
  }
}
