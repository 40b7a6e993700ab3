package dev.firth.journals.host;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;

/** A machine on which sleeping takes no time, and who slept for how long can be asked. */
public final class HastyHost implements Host {
  private static final Duration A_MOMENT = Duration.ofMillis(1);

  private final SkippingHost host;
  private final BlockingQueue<Duration> slept = new LinkedBlockingQueue<>();

  public HastyHost(SkippingHost host) {
    this.host = host;
  }

  /** The next sleep that somebody went to. */
  public Duration slept() throws InterruptedException {
    return slept.take();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    slept.add(duration);
    host.skip(duration);
    host.sleep(A_MOMENT);
  }

  @Override
  public Instant now() {
    return host.now();
  }

  @Override
  public long nanoTime() {
    return host.nanoTime();
  }

  @Override
  public Fork fork(String name, Body body) {
    return host.fork(name, body);
  }

  @Override
  public <T> Channel<T> channel(int capacity) {
    return host.channel(capacity);
  }

  @Override
  public RandomGenerator random() {
    return host.random();
  }
}
