package dev.firth.shard.life;

import dev.firth.journals.host.Channel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a life was asked to stop, and the inbox of the session that must hear of it. Any thread.
 *
 * @param <E> events of that inbox
 */
public final class StopSignal<E> {
  private final E wake;
  private final AtomicReference<@Nullable Channel<E>> inbox = new AtomicReference<>();
  private volatile boolean asked;

  /**
   * @param wake the event that says that something else has changed
   */
  public StopSignal(E wake) {
    this.wake = wake;
  }

  /** Asks the life to stop. */
  public void ask() {
    asked = true;
    wake();
  }

  public boolean asked() {
    return asked;
  }

  /** Has the session look around, if one runs. Never waits. */
  public void wake() {
    Channel<E> current = inbox.get();
    if (current != null) {
      current.offer(wake);
    }
  }

  /** From now on a session takes its events from this inbox. */
  public void attach(Channel<E> events) {
    inbox.set(events);
  }

  /** No session runs any more. */
  public void detach() {
    inbox.set(null);
  }
}
