package dev.firth.journals.host;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A channel of one lock and two conditions, which virtual threads wait in without holding a
 * carrier.
 */
final class LockedChannel<T> implements Channel<T> {
  private final int capacity;
  private final ArrayDeque<T> values = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private boolean closed;

  LockedChannel(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a channel holds at least 1 value, not " + capacity);
    }
    this.capacity = capacity;
  }

  @Override
  public void send(T value) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && values.size() >= capacity) {
        notFull.await();
      }
      if (closed) {
        throw new ChannelClosed();
      }
      values.addLast(value);
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean offer(T value) {
    lock.lock();
    try {
      if (closed || values.size() >= capacity) {
        return false;
      }
      values.addLast(value);
      notEmpty.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public T receive() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (values.isEmpty()) {
        if (closed) {
          throw new ChannelClosed();
        }
        notEmpty.await();
      }
      return take();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable T receive(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (values.isEmpty()) {
        if (closed) {
          throw new ChannelClosed();
        }
        if (left <= 0) {
          return null;
        }
        left = notEmpty.awaitNanos(left);
      }
      return take();
    } finally {
      lock.unlock();
    }
  }

  private T take() {
    T value = values.removeFirst();
    notFull.signal();
    return value;
  }

  @Override
  public @Nullable T poll() {
    lock.lock();
    try {
      return values.isEmpty() ? null : take();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int size() {
    lock.lock();
    try {
      return values.size();
    } finally {
      lock.unlock();
    }
  }
}
