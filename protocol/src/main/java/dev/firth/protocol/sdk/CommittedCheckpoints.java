package dev.firth.protocol.sdk;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what Firth acknowledged. */
final class CommittedCheckpoints implements Acknowledgements {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long count;
  private volatile boolean ended;

  void add(int checkpoints) {
    lock.lock();
    try {
      count += checkpoints;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    ended = true;
  }

  /** Whether Firth has ended the session. */
  boolean ended() {
    return ended;
  }

  @Override
  public long committed() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long await(long known, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (count <= known && left > 0) {
        left = changed.awaitNanos(left);
      }
      return count;
    } finally {
      lock.unlock();
    }
  }
}
