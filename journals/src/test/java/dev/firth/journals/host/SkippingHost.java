package dev.firth.journals.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** This machine, but time can be skipped, and housekeeping runs only when a test says so. */
public final class SkippingHost implements Host {
  private final VirtualHost real = new VirtualHost();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  public void skip(Duration time) {
    skipped.addAndGet(time.toNanos());
  }

  /** Sets the wall clock wrong by this much; the monotonic clock takes no notice. */
  public void misjudge(Duration error) {
    wrong.set(error.toNanos());
  }

  /** The time as somebody else's right clock shows it. */
  public Instant rightTime() {
    return real.now().plusNanos(skipped.get());
  }

  @Override
  public Instant now() {
    return rightTime().plusNanos(wrong.get());
  }

  @Override
  public long nanoTime() {
    return real.nanoTime() + skipped.get();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    real.sleep(duration);
  }

  @Override
  public Duration cpu() {
    return real.cpu();
  }

  @Override
  public Fork fork(String name, Body body) {
    return real.fork(name, body);
  }

  @Override
  public Fork forkBackground(String name, Body body) {
    if (!name.startsWith("housekeeping ")) {
      return real.forkBackground(name, body);
    }
    return new Fork() {
      @Override
      public void join() {}

      @Override
      public void cancel() {}

      @Override
      public boolean done() {
        return true;
      }

      @Override
      public Optional<Throwable> failure() {
        return Optional.empty();
      }
    };
  }

  @Override
  public <T> Channel<T> channel(int capacity) {
    return real.channel(capacity);
  }

  @Override
  public RandomGenerator random() {
    return real.random();
  }
}
