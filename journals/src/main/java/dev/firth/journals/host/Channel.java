package dev.firth.journals.host;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue between forks: many senders, one or more receivers, first in, first out. What a
 * sender did before sending is visible to whoever receives.
 *
 * @param <T> what passes; never null
 */
public interface Channel<T> {
  /**
   * Waits for room.
   *
   * @throws ChannelClosed if the channel is closed, also while waiting
   */
  void send(T value) throws InterruptedException;

  /** Sends if there is room now; false when full or closed. */
  boolean offer(T value);

  /**
   * Waits for a value.
   *
   * @throws ChannelClosed once the channel is closed and empty
   */
  T receive() throws InterruptedException;

  /**
   * Waits for a value, at most {@code wait}.
   *
   * @return null when none came in time
   * @throws ChannelClosed once the channel is closed and empty
   */
  @Nullable T receive(Duration wait) throws InterruptedException;

  /** A value that is here now, or null; null also when closed. */
  @Nullable T poll();

  /** No value is taken any more; those inside can still be received. Closing twice does nothing. */
  void close();

  /** How many values wait inside. */
  int size();
}
