package dev.firth.journals.log;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;

/** Whose turn it is to write to a log: one at a time, also across requests to the store. */
final class Turn {
  private final Channel<Boolean> token;

  Turn(Host host) {
    token = host.channel(1);
    token.offer(true);
  }

  void take() throws InterruptedException {
    token.receive();
  }

  void give() {
    token.offer(true);
  }

  /** Nobody gets a turn any more: waiting and later takers get ChannelClosed. */
  void end() {
    token.poll();
    token.close();
  }
}
