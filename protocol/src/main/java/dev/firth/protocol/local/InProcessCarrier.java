package dev.firth.protocol.local;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.sdk.Requests;
import dev.firth.protocol.sdk.Responses;
import dev.firth.protocol.session.Carrier;
import dev.firth.protocol.session.CarrierThreads;
import dev.firth.protocol.session.Conversation;
import dev.firth.protocol.session.Whom;
import dev.firth.specs.SecretMask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs connector code on a thread of its own, which takes requests and gives responses itself. */
final class InProcessCarrier<Q, R> implements Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessCarrier.class);

  /** Connector code that serves one session. */
  interface Service<Q, R> {
    void serve(Requests<Q> requests, Responses<R> responses) throws Exception;
  }

  private final Whom whom;
  private final SecretMask mask;
  private final Conversation<Q, R> conversation;
  private final CarrierThreads threads;

  InProcessCarrier(
      Whom whom, SecretMask mask, Conversation<Q, R> conversation, Service<Q, R> service) {
    this.whom = whom;
    this.mask = mask;
    this.conversation = conversation;
    this.threads = new CarrierThreads(whom);
    threads.start(whom.connector() + " " + whom.task(), () -> run(service));
  }

  private void run(Service<Q, R> service) {
    try {
      service.serve(conversation.requests()::take, conversation::respond);
      conversation.end();
    } catch (ConnectorFailure e) {
      conversation.fail(
          ConnectorFailure.exited(
                  whom.task() + ": " + e.getMessage(), e.reason().orElse(""), e.pauses(), -1)
              .masked(mask));
    } catch (Exception | Error e) {
      if (!conversation.closed()) {
        LOG.atDebug().setCause(e).log("{} failed", whom);
      }
      conversation.fail(ConnectorFailure.of(whom + " failed: " + sentence(e), e).masked(mask));
    }
  }

  private static String sentence(Throwable e) {
    String message = e.getMessage();
    String type = e.getClass().getSimpleName();
    return message == null ? type + "." : type + ": " + message;
  }

  @Override
  public void end() {
    threads.end();
  }
}
