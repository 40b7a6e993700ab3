package dev.firth.simulation.world;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.ChannelClosed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel of the world. Who waits is woken; whoever is drawn first gets the value. */
final class SimChannel<T> implements Channel<T> {
  private final World world;
  private final int capacity;
  private final int hash;
  private final ArrayDeque<T> values = new ArrayDeque<>();
  private final List<Task> receiving = new ArrayList<>();
  private final List<Task> sending = new ArrayList<>();
  private boolean closed;

  SimChannel(World world, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a channel holds at least 1 value, not " + capacity);
    }
    this.world = world;
    this.capacity = capacity;
    this.hash = world.nextHash();
  }

  private Task enter() {
    Task me = world.running();
    me.checkAlive();
    return me;
  }

  @Override
  public void send(T value) throws InterruptedException {
    Task me = enter();
    me.check();
    while (!closed && values.size() >= capacity) {
      sending.add(me);
      try {
        world.await(me, Long.MAX_VALUE);
      } finally {
        sending.remove(me);
      }
    }
    if (closed) {
      throw new ChannelClosed();
    }
    values.addLast(value);
    wake(receiving);
    world.maybeYield(me);
  }

  @Override
  public boolean offer(T value) {
    enter();
    if (closed || values.size() >= capacity) {
      return false;
    }
    values.addLast(value);
    wake(receiving);
    return true;
  }

  @Override
  public T receive() throws InterruptedException {
    T value = receiveUntil(Long.MAX_VALUE);
    if (value == null) {
      throw new IllegalStateException("woken before the end of time");
    }
    return value;
  }

  @Override
  public @Nullable T receive(Duration wait) throws InterruptedException {
    long left = wait.compareTo(Duration.ofDays(365)) < 0 ? wait.toNanos() : Long.MAX_VALUE / 2;
    return receiveUntil(world.nanos() + Math.max(0, left));
  }

  private @Nullable T receiveUntil(long until) throws InterruptedException {
    Task me = enter();
    me.check();
    while (values.isEmpty()) {
      if (closed) {
        throw new ChannelClosed();
      }
      if (world.nanos() >= until) {
        return null;
      }
      receiving.add(me);
      try {
        world.await(me, until);
      } finally {
        receiving.remove(me);
      }
    }
    T value = values.removeFirst();
    wake(sending);
    world.maybeYield(me);
    return value;
  }

  @Override
  public @Nullable T poll() {
    enter();
    T value = values.pollFirst();
    if (value != null) {
      wake(sending);
    }
    return value;
  }

  @Override
  public void close() {
    // Without a check for life: closing must work while a dead process unwinds.
    closed = true;
    wake(receiving);
    wake(sending);
  }

  private void wake(List<Task> waiting) {
    waiting.forEach(world::wake);
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public int hashCode() {
    // Not the identity's, which differs from run to run and would reorder hash sets of channels.
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }
}
