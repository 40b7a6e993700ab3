package dev.firth.protocol.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue with a bound in bytes. One message larger than the bound passes alone. Ends in one of two
 * ways: closed, after which what it holds is still received, or failed, likewise, after which the
 * failure is thrown.
 *
 * @param <T> messages
 */
public final class Pipe<T> {
  private record Entry<T>(T message, long weight) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition filled = lock.newCondition();
  private final ArrayDeque<Entry<T>> entries = new ArrayDeque<>();
  private final long bound;
  private long weight;
  private boolean closed;
  private @Nullable RuntimeException failure;

  /** A pipe that holds up to {@code bound} bytes. */
  public Pipe(long bound) {
    this.bound = bound;
  }

  /**
   * Adds a message once there is room.
   *
   * @return false if the pipe has ended, and the message is lost
   */
  public boolean put(T message, long bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && weight > 0 && weight + bytes > bound) {
        room.await();
      }
      if (closed) {
        return false;
      }
      entries.add(new Entry<>(message, Math.max(1, bytes)));
      weight += Math.max(1, bytes);
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next message, or null at the end.
   *
   * @throws RuntimeException the failure that ended the pipe
   */
  public @Nullable T take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (entries.isEmpty() && !closed) {
        filled.await();
      }
      return remove();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next message, or null at the end or if none came in time.
   *
   * @throws RuntimeException the failure that ended the pipe
   */
  public @Nullable T take(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (entries.isEmpty() && !closed && left > 0) {
        left = filled.awaitNanos(left);
      }
      return remove();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable T remove() {
    Entry<T> entry = entries.poll();
    if (entry == null) {
      if (failure != null) {
        throw failure;
      }
      return null;
    }
    weight -= entry.weight();
    room.signal();
    return entry.message();
  }

  /** Whether it has ended without failure and holds nothing more. */
  public boolean drained() {
    lock.lock();
    try {
      return closed && failure == null && entries.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** The failure that ended it, if one did. */
  public @Nullable RuntimeException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing waits to be taken. */
  public boolean isEmpty() {
    lock.lock();
    try {
      return entries.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Ends it; the first end counts. */
  public void close() {
    end(null, false);
  }

  /** Ends it by a failure; the first end counts. */
  public void fail(RuntimeException cause) {
    end(cause, false);
  }

  /** Ends it and drops what it holds. */
  public void abandon() {
    end(null, true);
  }

  private void end(@Nullable RuntimeException cause, boolean drop) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        failure = cause;
      }
      if (drop) {
        entries.clear();
        weight = 0;
      }
      room.signalAll();
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
