package dev.firth.simulation.world;

import dev.firth.journals.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time and the order of everything in it.
 *
 * <p>Every fork is a virtual thread, and exactly one of them, the holder of the baton, runs. A fork
 * that waits draws the next from those that could run now and hands the baton over; when none
 * could, time jumps to the next timer. All draws come from one seed, so one seed is one history.
 * Only the holder touches the world's state, and the hand-over orders memory, so nothing here
 * locks.
 */
public final class World {
  /** The world begins here. */
  public static final Instant EPOCH = Instant.parse("2026-11-01T10:58:30Z");

  private static final int STUCK = 2_000_000;

  private record Timer(
      long at, long order, @Nullable Task task, long waits, @Nullable Runnable event)
      implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  private final RandomGenerator random;
  private final Trace trace = new Trace();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final List<Task> ready = new ArrayList<>();
  private final List<SimProcess> processes = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private long now;
  private long order;
  private long stepsAtNow;
  private final AtomicLong steps = new AtomicLong();
  private boolean ending;
  private @Nullable Task running;
  private @Nullable Throwable failure;
  private int hashes;
  private @Nullable SimProcess director;

  public World(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Draws for schedules and faults. */
  public RandomGenerator random() {
    return random;
  }

  public Trace trace() {
    return trace;
  }

  /** True time, which no clock in the world need show. */
  public Instant time() {
    return EPOCH.plusNanos(now);
  }

  /** True time in nanoseconds since the world began. */
  public long nanos() {
    return now;
  }

  /** How often a fork was chosen to run. */
  public long steps() {
    return steps.getPlain();
  }

  /** Starts a machine with right clocks and nothing on it. */
  public SimProcess process(String name) {
    SimProcess process = new SimProcess(this, name, new SplittableRandom(random.nextLong()));
    processes.add(process);
    return process;
  }

  /**
   * Runs a world until its director ends; then everything else in it dies.
   *
   * @param standstill real time without a step after which the world hangs; how long it runs says
   *     nothing, since others may use the machine
   * @throws Throwable what the director threw, or the first unexpected failure of a fork
   */
  public void run(Host.Body director, Duration standstill) throws Throwable {
    SimProcess process = process("director");
    this.director = process;
    Task main =
        new Task(
            this,
            process,
            "main",
            () -> {
              try {
                director.run();
              } catch (Throwable e) {
                fail(e);
              }
              end();
            });
    process.add(main);
    ready.add(main);
    passOn();
    long seen = steps.getAcquire();
    while (!over.await(standstill.toMillis(), TimeUnit.MILLISECONDS)) {
      long reached = steps.getAcquire();
      if (reached == seen) {
        throw new AssertionError("the world hangs in real time; " + describe());
      }
      seen = reached;
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Ends the run with a failure, unless it has one. */
  public void fail(Throwable e) {
    if (failure == null && !(e instanceof ProcessKilled)) {
      failure = e;
      end();
    }
  }

  /** Kills every process but some. */
  public void killAllBut(Set<SimProcess> survivors) {
    processes.stream()
        .filter(p -> !survivors.contains(p) && p != director)
        .forEach(SimProcess::kill);
  }

  private void end() {
    ending = true;
    timers.clear();
    processes.forEach(SimProcess::killQuietly);
  }

  Task running() {
    Task task = running;
    if (task == null) {
      throw new IllegalStateException("called from outside of the world");
    }
    return task;
  }

  int nextHash() {
    return hashes++;
  }

  /** Does something at a later time, whatever becomes of the process that asks for it. */
  public void at(Duration later, Runnable event) {
    timers.add(new Timer(now + later.toNanos(), order++, null, 0, event));
  }

  void start(Task task) {
    ready.add(task);
  }

  void wake(Task task) {
    if (task.waiting) {
      task.waiting = false;
      ready.add(task);
    }
  }

  /**
   * Waits until {@link #wake} or a time.
   *
   * @return false if the time came first
   */
  boolean await(Task me, long until) throws InterruptedException {
    me.check();
    me.waiting = true;
    long wait = ++me.waits;
    if (until != Long.MAX_VALUE) {
      timers.add(new Timer(Math.max(now, until), order++, me, wait, null));
    }
    handOver(me);
    me.check();
    return now < until;
  }

  /** Lets others run now, if the draw says so. */
  void maybeYield(Task me) {
    if (!ready.isEmpty() && random.nextInt(4) == 0) {
      ready.add(me);
      handOver(me);
      me.checkAlive();
    }
  }

  private void handOver(Task me) {
    Task next = pick();
    if (next == me) {
      running = me;
      return;
    }
    give(next);
    me.take();
    running = me;
  }

  /** The holder ends: the baton goes to another, or the run is over. */
  void passOn() {
    give(pick());
  }

  private void give(@Nullable Task next) {
    if (next == null) {
      over.countDown();
    } else {
      running = next;
      next.give();
    }
  }

  private @Nullable Task pick() {
    while (true) {
      while (!ready.isEmpty()) {
        int drawn = ready.size() == 1 ? 0 : random.nextInt(ready.size());
        Task task = ready.get(drawn);
        ready.set(drawn, ready.getLast());
        ready.removeLast();
        long frozen = task.process.frozenUntil();
        if (frozen > now && !task.killed) {
          task.waiting = true;
          timers.add(new Timer(frozen, order++, task, task.waits, null));
          continue;
        }
        steps.setRelease(steps.getPlain() + 1);
        if (++stepsAtNow > STUCK && !ending) {
          fail(new AssertionError("time stands still; " + task + " runs for ever"));
        }
        return task;
      }
      Timer timer = timers.poll();
      if (timer == null) {
        return null;
      }
      if (timer.at > now) {
        now = timer.at;
        stepsAtNow = 0;
      }
      fire(timer);
    }
  }

  private void fire(Timer timer) {
    if (timer.event != null) {
      timer.event.run();
    } else if (timer.task != null && timer.task.waiting && timer.task.waits == timer.waits) {
      wake(timer.task);
    }
  }

  private String describe() {
    StringBuilder text = new StringBuilder("running: ").append(running);
    if (running != null) {
      for (StackTraceElement frame : running.thread().getStackTrace()) {
        text.append("\n  at ").append(frame);
      }
    }
    return text.toString();
  }
}
