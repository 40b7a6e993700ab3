package dev.firth.simulation.world;

import dev.firth.journals.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One fork of a process. It runs only while it holds the baton; so does everything that is said
 * here.
 */
final class Task implements Host.Fork {
  final World world;
  final SimProcess process;
  final String name;
  private final Host.Body body;
  private final Thread thread;
  private volatile boolean baton;
  private boolean started;

  boolean waiting;
  long waits;
  boolean killed;
  private boolean interrupted;
  private boolean done;
  private @Nullable Throwable failure;
  private final List<Task> joining = new ArrayList<>();

  Task(World world, SimProcess process, String name, Host.Body body) {
    this.world = world;
    this.process = process;
    this.name = name;
    this.body = body;
    this.thread = Thread.ofVirtual().unstarted(this::run);
  }

  private void run() {
    while (!baton) {
      LockSupport.park(this);
    }
    baton = false;
    try {
      if (!killed) {
        body.run();
      }
    } catch (ProcessKilled | InterruptedException e) {
      // Both are ends that somebody asked for.
    } catch (Throwable e) {
      failure = e;
      process.failed(this, e);
    }
    done = true;
    process.ended(this);
    joining.forEach(world::wake);
    world.passOn();
  }

  /** Gives the baton to this task; the giver must wait or end at once. */
  void give() {
    baton = true;
    if (started) {
      LockSupport.unpark(thread);
    } else {
      started = true;
      thread.start();
    }
  }

  /** Waits for the baton. */
  void take() {
    while (!baton) {
      LockSupport.park(this);
    }
    baton = false;
  }

  /** What the task must notice whenever it runs again. */
  void check() throws InterruptedException {
    checkAlive();
    if (Thread.interrupted() || interrupted) {
      interrupted = false;
      throw new InterruptedException();
    }
  }

  void checkAlive() {
    if (killed) {
      throw new ProcessKilled();
    }
  }

  Thread thread() {
    return thread;
  }

  @Override
  public void join() throws InterruptedException {
    Task me = world.running();
    me.check();
    while (!done) {
      joining.add(me);
      world.await(me, Long.MAX_VALUE);
      joining.remove(me);
    }
  }

  @Override
  public void cancel() {
    if (!done) {
      interrupted = true;
      world.wake(this);
    }
  }

  @Override
  public boolean done() {
    return done;
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public String toString() {
    return process.name() + "/" + name;
  }
}
