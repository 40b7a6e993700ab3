package dev.firth.connectors.postgres.source;

import dev.firth.protocol.sdk.Acknowledgements;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Up to where the server's log is not needed any more: the positions of checkpoints that are
 * committed. One thread sends, another confirms.
 */
final class Confirmations {
  private final Acknowledgements acknowledgements;
  private final ConcurrentLinkedQueue<Long> positions = new ConcurrentLinkedQueue<>();
  private final AtomicLong sent = new AtomicLong();
  private long confirmed;

  Confirmations(Acknowledgements acknowledgements) {
    this.acknowledgements = acknowledgements;
  }

  /** A checkpoint goes out. */
  void sent(long position) {
    positions.add(position);
    sent.incrementAndGet();
  }

  /**
   * Waits a while for commits.
   *
   * @return the position of the last one, or 0 if none came
   */
  long await(Duration patience) throws InterruptedException {
    long committed = acknowledgements.await(confirmed, patience);
    long position = 0;
    while (confirmed < committed) {
      Long next = positions.poll();
      if (next == null) {
        break;
      }
      position = next;
      confirmed++;
    }
    return position;
  }

  /** Waits until all that was sent is committed. */
  void awaitAll() throws InterruptedException {
    while (acknowledgements.committed() < sent.get()) {
      acknowledgements.await(acknowledgements.committed(), Duration.ofSeconds(1));
    }
  }
}
