package dev.firth.protocol.local;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Limits;
import dev.firth.protocol.Session;
import dev.firth.protocol.sdk.Requests;
import dev.firth.protocol.sdk.Responses;
import dev.firth.protocol.session.Order;
import dev.firth.protocol.session.Pipe;
import dev.firth.protocol.session.Whom;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with connector code on a thread of its own. It is a platform thread: drivers block in
 * native code, where a virtual thread would hold one of the few carriers that everything else in
 * the process runs on.
 */
final class InProcessSession<Q, R> implements Session<Q, R> {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessSession.class);

  /** Connector code that serves one session. */
  interface Service<Q, R> {
    void serve(Requests<Q> requests, Responses<R> responses) throws Exception;
  }

  private final Whom whom;
  private final Order<Q, R> order;
  private final ToLongFunction<Q> requestWeight;
  private final ToLongFunction<R> responseWeight;
  private final Pipe<Q> requests = new Pipe<>(Limits.UNREAD_REQUESTS);
  private final Pipe<R> responses = new Pipe<>(Limits.UNREAD_RESPONSES);
  private final Thread thread;
  private volatile boolean finished;
  private volatile boolean closed;

  InProcessSession(
      Whom whom,
      Order<Q, R> order,
      ToLongFunction<Q> requestWeight,
      ToLongFunction<R> responseWeight,
      Service<Q, R> service) {
    this.whom = whom;
    this.order = order;
    this.requestWeight = requestWeight;
    this.responseWeight = responseWeight;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name(whom.connector() + " " + whom.task())
            .start(() -> run(service));
  }

  private void run(Service<Q, R> service) {
    try {
      service.serve(requests::take, this::respond);
      responses.close();
    } catch (ConnectorFailure e) {
      responses.fail(
          ConnectorFailure.exited(
              whom.task() + ": " + e.getMessage(), e.reason().orElse(""), e.pauses(), -1));
    } catch (Exception | LinkageError e) {
      if (!closed) {
        LOG.atDebug().setCause(e).log("{} failed", whom);
      }
      responses.fail(ConnectorFailure.of(whom + " failed: " + sentence(e), e));
    } finally {
      requests.abandon();
    }
  }

  private void respond(R response) throws InterruptedException {
    if (!responses.put(response, responseWeight.applyAsLong(response))) {
      throw new InterruptedException("the session is closed");
    }
  }

  private static String sentence(Throwable e) {
    String message = e.getMessage();
    String type = e.getClass().getSimpleName();
    return message == null ? type + "." : type + ": " + message;
  }

  @Override
  public void send(Q request) throws InterruptedException {
    synchronized (order) {
      order.request(request);
    }
    if (!requests.put(request, requestWeight.applyAsLong(request))) {
      throw gone();
    }
  }

  private RuntimeException gone() throws InterruptedException {
    thread.join(Duration.ofSeconds(5));
    try {
      while (responses.take(Duration.ZERO) != null) {
        // what it still said does not matter any more: how it ended does
      }
    } catch (ConnectorFailure e) {
      return e;
    }
    return ConnectorFailure.of(whom + " has ended and takes no more requests.");
  }

  @Override
  public void finish() {
    finished = true;
    requests.close();
  }

  @Override
  public @Nullable R receive() throws InterruptedException {
    return checked(responses.take());
  }

  @Override
  public @Nullable R receive(Duration patience) throws InterruptedException {
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

  @Override
  public boolean ended() {
    return responses.drained();
  }

  @Override
  public void close() {
    closed = true;
    finish();
    responses.abandon();
    boolean interrupted = false;
    for (int wait = 0; thread.isAlive(); wait++) {
      thread.interrupt();
      try {
        thread.join(Duration.ofMillis(100));
        if (wait == 50) {
          LOG.warn("{} does not end although it was interrupted; waiting for it", whom);
        }
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
