package dev.firth.simulation.world;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A process on a machine of its own: the {@link Host} that code under test runs on. It can die,
 * stand still while the world goes on, and its clocks can be wrong.
 */
public final class SimProcess implements Host {
  private final World world;
  private final String name;
  private final RandomGenerator random;
  private final Set<Task> tasks = new LinkedHashSet<>();
  private boolean killed;
  private long frozenUntil;
  private long monotonicLost;
  private final long monotonicOrigin;
  private Duration wallError = Duration.ZERO;

  SimProcess(World world, String name, RandomGenerator random) {
    this.world = world;
    this.name = name;
    this.random = random;
    this.monotonicOrigin = random.nextLong(1L << 50);
  }

  public String name() {
    return name;
  }

  public World world() {
    return world;
  }

  /** Notes an event of this process in the trace. */
  public void trace(String what, Object... arguments) {
    world.trace().add(world.nanos(), name, what, arguments);
  }

  /** Whether it lives. */
  public boolean alive() {
    return !killed;
  }

  /** Kills it: every fork of it is unwound at its next call of host or store. */
  public void kill() {
    if (!killed) {
      trace("dies");
      killQuietly();
    }
  }

  void killQuietly() {
    killed = true;
    for (Task task : tasks) {
      task.killed = true;
      world.wake(task);
    }
  }

  /**
   * Lets it stand still.
   *
   * @param suspended whether the monotonic clock stands too, as when a machine sleeps
   */
  public void freeze(Duration duration, boolean suspended) {
    trace("%s for %s", suspended ? "is suspended" : "hangs", duration);
    long before = Math.max(frozenUntil, world.nanos());
    frozenUntil = Math.max(frozenUntil, world.nanos() + duration.toNanos());
    if (suspended) {
      // Of a time that it stands still for two reasons, the clock loses each second once.
      monotonicLost += Math.max(0, frozenUntil - before);
    }
  }

  long frozenUntil() {
    return frozenUntil;
  }

  /** Sets the wall clock wrong by this much. */
  public void setWallError(Duration error) {
    trace("wall clock is wrong by %s", error);
    wallError = error;
  }

  void add(Task task) {
    tasks.add(task);
    task.killed = killed;
  }

  void ended(Task task) {
    tasks.remove(task);
  }

  void failed(Task task, Throwable e) {
    trace("%s ends: %s", task.name, String.valueOf(e));
    if (e instanceof Error || e.getClass().getName().startsWith("java.")) {
      world.fail(e);
    }
  }

  /** What a call from this process must notice first. */
  Task enter() {
    Task me = world.running();
    me.checkAlive();
    return me;
  }

  /** Waits until a true time; for stores and other devices of the world. */
  public void awaitNanos(long until) throws InterruptedException {
    Task me = enter();
    me.check();
    while (world.nanos() < until) {
      world.await(me, until);
    }
  }

  @Override
  public Instant now() {
    enter();
    return world.time().plus(wallError);
  }

  @Override
  public long nanoTime() {
    enter();
    return monotonicOrigin + world.nanos() - monotonicLost;
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Task me = enter();
    me.check();
    if (duration.isPositive()) {
      long until = world.nanos() + duration.toNanos();
      while (world.nanos() < until) {
        world.await(me, until);
      }
    }
  }

  @Override
  public Fork fork(String forkName, Body body) {
    enter();
    return start(forkName, body);
  }

  /** Starts a fork here from anywhere in the world: how a director starts a program. */
  public Fork run(String forkName, Body body) {
    return start(forkName, body);
  }

  private Fork start(String forkName, Body body) {
    Task task = new Task(world, this, forkName, body);
    add(task);
    world.start(task);
    return task;
  }

  @Override
  public <T> Channel<T> channel(int capacity) {
    enter();
    return new SimChannel<>(world, capacity);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  /** The forks that run here, for messages. */
  public List<String> forks() {
    return tasks.stream().map(Task::toString).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
