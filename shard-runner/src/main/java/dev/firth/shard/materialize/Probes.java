package dev.firth.shard.materialize;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Questions whether everything that the sources hold by now has arrived at the destination. Each is
 * a number, and an answer holds for all numbers up to it. Any thread.
 */
final class Probes {
  private final AtomicLong asked = new AtomicLong();
  private volatile long arrived = -1;

  /** Asks. */
  long ask() {
    return asked.incrementAndGet();
  }

  /** The last question that was asked. */
  long last() {
    return asked.get();
  }

  /** Everything that was there when this was asked has arrived. */
  void arrived(long probe) {
    arrived = probe;
  }

  boolean arrivedSince(long probe) {
    return arrived >= probe;
  }
}
