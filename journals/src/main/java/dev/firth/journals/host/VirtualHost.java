package dev.firth.journals.host;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** This machine: virtual threads, the system's clocks, a secure random source. */
public final class VirtualHost implements Host {
  private final SecureRandom random = new SecureRandom();

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      Thread.sleep(duration);
    } else if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  @Override
  public Fork fork(String name, Body body) {
    return start(Thread.ofVirtual().name(name), body);
  }

  @Override
  public Fork forkBackground(String name, Body body) {
    // A virtual thread that computes keeps its carrier; the system preempts a thread of its own.
    return start(Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name(name), body);
  }

  private static Fork start(Thread.Builder builder, Body body) {
    Running running = new Running(body);
    running.thread = builder.unstarted(running);
    running.thread.start();
    return running;
  }

  @Override
  public Duration cpu() {
    return Thread.currentThread().isVirtual()
        ? Duration.ZERO
        : Duration.ofNanos(
            Math.max(0, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()));
  }

  @Override
  public <T> Channel<T> channel(int capacity) {
    return new LockedChannel<>(capacity);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  private static final class Running implements Fork, Runnable {
    private final Body body;
    private volatile @Nullable Throwable failure;
    private @Nullable Thread thread;

    Running(Body body) {
      this.body = body;
    }

    @Override
    public void run() {
      try {
        body.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Throwable e) {
        failure = e;
      }
    }

    private Thread thread() {
      Thread started = thread;
      if (started == null) {
        throw new IllegalStateException("the fork was not started");
      }
      return started;
    }

    @Override
    public void join() throws InterruptedException {
      thread().join();
    }

    @Override
    public void cancel() {
      thread().interrupt();
    }

    @Override
    public boolean done() {
      return !thread().isAlive();
    }

    @Override
    public Optional<Throwable> failure() {
      return Optional.ofNullable(failure);
    }
  }
}
