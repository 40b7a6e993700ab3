package dev.firth.cli.flow;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that is opened in a thread of its own before it is known whether anybody needs it.
 * Either somebody takes it, or it is closed: at once if it is open, else as soon as it is.
 */
final class Early<T> implements AutoCloseable {
  private final Callable<T> opening;
  private final Consumer<T> giveBack;
  private final FutureTask<T> task;
  private @Nullable T opened;
  private boolean taken;
  private boolean closed;

  private Early(Callable<T> opening, Consumer<T> giveBack) {
    this.opening = opening;
    this.giveBack = giveBack;
    this.task = new FutureTask<>(this::open);
  }

  /**
   * Begins to open it.
   *
   * @param thread the name of the thread that does
   * @param giveBack closes what nobody has taken
   */
  static <T> Early<T> begin(String thread, Callable<T> opening, Consumer<T> giveBack) {
    var early = new Early<>(opening, giveBack);
    Thread.ofPlatform().name(thread).daemon().start(early.task);
    return early;
  }

  private T open() throws Exception {
    T made = opening.call();
    synchronized (this) {
      if (closed) {
        giveBack.accept(made);
      } else {
        opened = made;
      }
    }
    return made;
  }

  /** Waits until it is open; from now on it is the caller's to close. */
  T take() throws InterruptedException, ExecutionException {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("given back already");
      }
      taken = true;
    }
    return task.get();
  }

  /** Closes what nobody took; interrupts the opening, but does not wait for its end. */
  @Override
  public void close() {
    synchronized (this) {
      if (taken || closed) {
        return;
      }
      closed = true;
      if (opened != null) {
        giveBack.accept(opened);
      }
    }
    task.cancel(true);
  }
}
