package dev.firth.shard.life;

import dev.firth.shard.policy.ClosePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two transactions that take turns: one fills while the one that was closed before it commits. Not
 * thread-safe.
 *
 * @param <T> transactions
 */
public final class Turns<T> {
  private T filling;
  private T other;
  private boolean committing;
  private boolean closedOne;
  private long closedAt;

  /** Both are empty. */
  public Turns(T first, T second) {
    filling = first;
    other = second;
  }

  /** The one that takes what comes. */
  public T filling() {
    return filling;
  }

  /** The one that was closed and has not ended yet; null if there is none. */
  public @Nullable T closed() {
    return committing ? other : null;
  }

  /**
   * Closes the one that fills; from now on the other fills.
   *
   * @throws IllegalStateException if one is closed already
   */
  public T close(long now) {
    if (committing) {
      throw new IllegalStateException("the transaction before has not ended");
    }
    T closing = filling;
    filling = other;
    other = closing;
    committing = true;
    closedOne = true;
    closedAt = now;
    return closing;
  }

  /** The closed one has ended, and can be filled after the one that fills now. */
  public void ended() {
    committing = false;
  }

  /** How long ago one was closed; {@link ClosePolicy#FOREVER} if none was. */
  public Duration sinceClose(long now) {
    return closedOne ? Duration.ofNanos(now - closedAt) : ClosePolicy.FOREVER;
  }
}
