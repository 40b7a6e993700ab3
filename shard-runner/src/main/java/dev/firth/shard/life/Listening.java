package dev.firth.shard.life;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.ChannelClosed;
import dev.firth.protocol.Session;
import java.util.Optional;
import java.util.function.Function;

/** The body of the fork that reads a connector. */
public final class Listening {
  private Listening() {}

  /**
   * Passes all that a connector says to an inbox, in order, until it ends or the inbox closes.
   *
   * @param said the event for a response
   * @param ended the event for the connector's end, with its failure if it did not end well
   */
  public static <R, E> void listen(
      Session<?, R> session,
      Channel<E> inbox,
      Function<R, E> said,
      Function<Optional<RuntimeException>, E> ended)
      throws InterruptedException {
    try {
      for (R response = session.receive(); response != null; response = session.receive()) {
        inbox.send(said.apply(response));
      }
      inbox.send(ended.apply(Optional.empty()));
    } catch (ChannelClosed e) {
      return;
    } catch (RuntimeException e) {
      inbox.send(ended.apply(Optional.of(e)));
    }
  }
}
