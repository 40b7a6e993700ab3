package dev.firth.shard.context;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.slf4j.MDC;

/** A host whose forks name the task that they work for in everything that they log. */
record TaskHost(Host host, String task, String shard) implements Host {
  @Override
  public Instant now() {
    return host.now();
  }

  @Override
  public long nanoTime() {
    return host.nanoTime();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    host.sleep(duration);
  }

  @Override
  public Fork fork(String name, Body body) {
    return host.fork(name, named(body));
  }

  @Override
  public Fork forkBackground(String name, Body body) {
    return host.forkBackground(name, named(body));
  }

  private Body named(Body body) {
    return () -> {
      MDC.put("task", task);
      MDC.put("shard", shard);
      body.run();
    };
  }

  @Override
  public Duration cpu() {
    return host.cpu();
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
