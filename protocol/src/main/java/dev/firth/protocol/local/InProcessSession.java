package dev.firth.protocol.local;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Session;
import dev.firth.protocol.sdk.Requests;
import dev.firth.protocol.sdk.Responses;
import dev.firth.protocol.session.Conversation;
import dev.firth.protocol.session.Whom;
import java.time.Duration;
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
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** Connector code that serves one session. */
  interface Service<Q, R> {
    void serve(Requests<Q> requests, Responses<R> responses) throws Exception;
  }

  private final Whom whom;
  private final Conversation<Q, R> conversation;
  private final Thread thread;

  InProcessSession(Whom whom, Conversation<Q, R> conversation, Service<Q, R> service) {
    this.whom = whom;
    this.conversation = conversation;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name(whom.connector() + " " + whom.task())
            .start(() -> run(service));
  }

  private void run(Service<Q, R> service) {
    try {
      service.serve(conversation.requests()::take, conversation::respond);
      conversation.end();
    } catch (ConnectorFailure e) {
      conversation.fail(
          ConnectorFailure.exited(
              whom.task() + ": " + e.getMessage(), e.reason().orElse(""), e.pauses(), -1));
    } catch (Exception | LinkageError e) {
      if (!conversation.closed()) {
        LOG.atDebug().setCause(e).log("{} failed", whom);
      }
      conversation.fail(ConnectorFailure.of(whom + " failed: " + sentence(e), e));
    }
  }

  private static String sentence(Throwable e) {
    String message = e.getMessage();
    String type = e.getClass().getSimpleName();
    return message == null ? type + "." : type + ": " + message;
  }

  @Override
  public void send(Q request) throws InterruptedException {
    conversation.send(request, this::gone);
  }

  private RuntimeException gone() {
    RuntimeException failure = conversation.failure();
    return failure != null
        ? failure
        : ConnectorFailure.of(whom + " has ended and takes no more requests.");
  }

  @Override
  public void finish() {
    conversation.finish();
  }

  @Override
  public @Nullable R receive() throws InterruptedException {
    return conversation.receive();
  }

  @Override
  public @Nullable R receive(Duration patience) throws InterruptedException {
    return conversation.receive(patience);
  }

  @Override
  public boolean ended() {
    return conversation.ended();
  }

  @Override
  public void close() {
    conversation.close();
    boolean interrupted = false;
    for (int wait = 0; thread.isAlive(); wait++) {
      thread.interrupt();
      try {
        thread.join(PATIENCE);
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
