package dev.firth.protocol.session;

import dev.firth.protocol.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The session that both transports give: a conversation, and what carries its messages. */
public final class CarriedSession<Q, R> implements Session<Q, R> {
  private final Conversation<Q, R> conversation;
  private final Carrier carrier;

  /**
   * @param carrier of this conversation, at work already
   */
  public CarriedSession(Conversation<Q, R> conversation, Carrier carrier) {
    this.conversation = conversation;
    this.carrier = carrier;
  }

  @Override
  public void send(Q request) throws InterruptedException {
    conversation.send(request);
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
    carrier.end();
  }
}
