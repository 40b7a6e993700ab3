package dev.firth.shard.life;

import dev.firth.journals.host.Host;
import java.time.Duration;

/**
 * How long a session goes on that is to stop: a bound that begins when the session first sees that
 * it is. Not thread-safe.
 */
public final class StopBound {
  private final Host host;
  private final StopSignal<?> signal;
  private final Duration bound;
  private long by = Long.MAX_VALUE;

  public StopBound(Host host, StopSignal<?> signal, Duration bound) {
    this.host = host;
    this.signal = signal;
    this.bound = bound;
  }

  /** Whether the session is to stop; the bound begins with the first yes. */
  public boolean stopping() {
    boolean stopping = signal.asked();
    if (stopping && by == Long.MAX_VALUE) {
      by = host.nanoTime() + bound.toNanos();
    }
    return stopping;
  }

  /** Whether the bound has passed. */
  public boolean passed() {
    return host.nanoTime() >= by;
  }

  /** As much of a wait as the bound leaves. */
  public Duration within(Duration wait, long now) {
    return by == Long.MAX_VALUE ? wait : shorter(wait, Duration.ofNanos(by - now));
  }

  /** The shorter of two waits. */
  public static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
