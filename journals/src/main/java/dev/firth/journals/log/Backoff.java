package dev.firth.journals.log;

import dev.firth.journals.host.Host;
import java.time.Duration;

/** Waits between attempts: doubling, with jitter. Not thread-safe. */
public final class Backoff {
  private final Host host;
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public Backoff(Host host, Duration first, Duration longest) {
    this.host = host;
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** For requests to a store: 50 ms to 2 s. */
  public static Backoff ofRequests(Host host) {
    return new Backoff(host, Duration.ofMillis(50), Duration.ofSeconds(2));
  }

  /** Sleeps for the next wait: between half and all of it. */
  public void sleep() throws InterruptedException {
    host.sleep(next());
  }

  /** The next wait, for a caller that can be woken meanwhile. */
  public Duration next() {
    Duration wait = next.dividedBy(2).plusNanos(host.random().nextLong(next.toNanos() / 2 + 1));
    next = next.multipliedBy(2);
    next = next.compareTo(longest) > 0 ? longest : next;
    return wait;
  }

  /** Something succeeded: begin with short waits again. */
  public void reset() {
    next = first;
  }
}
