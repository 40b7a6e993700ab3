package dev.firth.journals.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The machine that a shard runs on: its clocks, its threads, its chance. Code of journals and
 * shard-runner waits, forks and draws only through it, so that the same code runs for real and
 * inside a simulation.
 *
 * <p>Every method may throw an {@link Error} that stands for the death of the process: code lets it
 * pass.
 */
public interface Host {
  /** The wall clock. It may be wrong, jump, and go on while the machine sleeps. */
  Instant now();

  /**
   * A clock that never goes backwards, in nanoseconds from any origin. It may stand while the
   * machine sleeps.
   */
  long nanoTime();

  /** Waits; returns at once for zero and negative durations. */
  void sleep(Duration duration) throws InterruptedException;

  /**
   * Runs {@code body} beside the caller. What it throws ends the fork and is its {@link
   * Fork#failure}.
   */
  Fork fork(String name, Body body);

  /** As {@link #fork}, for long computations that must not keep short work from a processor. */
  default Fork forkBackground(String name, Body body) {
    return fork(name, body);
  }

  /**
   * A bounded channel.
   *
   * @param capacity how many values it holds, at least 1
   */
  <T> Channel<T> channel(int capacity);

  /** Random numbers that any thread may draw; for nonces and jitter. */
  RandomGenerator random();

  /**
   * Processor time that the calling fork has used; zero where it is not counted, such as in short
   * work beside others.
   */
  default Duration cpu() {
    return Duration.ZERO;
  }

  /** What a fork does. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  /** Work that runs beside its starter. */
  interface Fork {
    /** Waits until the body has ended, well or not. */
    void join() throws InterruptedException;

    /** Interrupts the body: what it waits in throws InterruptedException. Returns at once. */
    void cancel();

    /** Whether the body has ended. */
    boolean done();

    /** What the body threw; empty while it runs, after a good end, and after an interruption. */
    Optional<Throwable> failure();
  }
}
