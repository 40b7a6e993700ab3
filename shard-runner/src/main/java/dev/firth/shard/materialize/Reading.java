package dev.firth.shard.materialize;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.ChannelClosed;
import dev.firth.journals.host.Host;
import dev.firth.journals.read.JournalReader;
import dev.firth.journals.read.ReadRecord;
import java.time.Duration;

/**
 * Reads the sources in a fork of its own, one record for each permit: who takes no more gives no
 * more permits, and the reader stops.
 */
final class Reading {
  /** Records that may be on their way. */
  private static final int AHEAD = 2;

  private static final Duration IDLE = Duration.ofMillis(200);

  private final JournalReader reader;
  private final Channel<DeliveryEvent> inbox;
  private final Probes probes;
  private final Channel<Boolean> permits;
  private int outstanding;

  /**
   * @param probes asked whether all is read
   */
  Reading(Host host, JournalReader reader, Channel<DeliveryEvent> inbox, Probes probes) {
    this.reader = reader;
    this.inbox = inbox;
    this.probes = probes;
    permits = host.channel(AHEAD);
  }

  Host.Fork start(Host host, String title) {
    return host.fork(title + " reader", this::run);
  }

  /** Lets it read on. */
  void permit() {
    while (outstanding < AHEAD && permits.offer(true)) {
      outstanding++;
    }
  }

  /** A record has come. */
  void arrived() {
    outstanding--;
  }

  void close() {
    permits.close();
  }

  private void run() throws InterruptedException {
    try {
      while (true) {
        permits.receive();
        inbox.send(next());
      }
    } catch (ChannelClosed e) {
      return;
    } catch (RuntimeException e) {
      inbox.send(new DeliveryEvent.Failed(e));
    }
  }

  private DeliveryEvent next() throws InterruptedException {
    while (true) {
      ReadRecord read = reader.next(IDLE);
      if (read != null) {
        return new DeliveryEvent.Read(read, reader.cut());
      }
      long probe = probes.last();
      boolean head = reader.atHead();
      inbox.offer(new DeliveryEvent.Idle(reader.cut(), head, probe));
    }
  }
}
