package dev.firth.shard.supervise;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.shard.policy.Backoff;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.status.Phase;
import dev.firth.shard.status.TaskMeters;
import dev.firth.shard.status.TaskStatus;
import dev.firth.specs.TaskSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one task's shard for as long as it is wanted: one life after another, with backoff between
 * those that failed, paused where a verdict says that a person must act, until a new spec comes.
 */
public final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private final Host host;
  private final Backoff backoff;
  private final Life.Source lives;
  private final Function<TaskSpec, TaskMeters> meterings;
  private final Channel<Event> events;
  private final Channel<Boolean> ended;
  private volatile TaskSpec spec;
  private volatile TaskMeters meters;
  private volatile Host.@Nullable Fork fork;
  private final boolean yields;
  private int failures;

  private sealed interface Event {}

  /** A life has ended, with this failure if it did not end well. */
  private record Ended(Life life, Optional<Throwable> failure) implements Event {}

  private record NewSpec(TaskSpec spec) implements Event {}

  private record Stop() implements Event {}

  /**
   * @param meterings makes the counters of a spec
   * @param yields whether a task whose log was lost to another owner is left to that owner
   */
  public Supervisor(
      Host host,
      Backoff backoff,
      Life.Source lives,
      TaskSpec spec,
      Function<TaskSpec, TaskMeters> meterings,
      boolean yields) {
    this.host = host;
    this.yields = yields;
    this.backoff = backoff;
    this.lives = lives;
    this.spec = spec;
    this.meterings = meterings;
    meters = meterings.apply(spec);
    events = host.channel(64);
    ended = host.channel(1);
  }

  /** Begins. */
  public void start() {
    fork =
        host.fork(
            spec.title(),
            () -> {
              try {
                supervise();
              } finally {
                ended.close();
              }
            });
  }

  /** Ends whatever runs, as a crash would. */
  public void kill() {
    Host.Fork running = fork;
    if (running != null) {
      running.cancel();
    }
  }

  /** Runs another spec from now on: the shard is stopped, if it runs, and started again. */
  public void apply(TaskSpec next) throws InterruptedException {
    events.send(new NewSpec(next));
  }

  /** Asks the shard to finish its transaction and end. Returns at once. */
  public void stop() throws InterruptedException {
    events.send(new Stop());
  }

  /**
   * Waits until nothing of the task runs any more; false if that took longer than {@code bound}.
   */
  public boolean awaitEnd(Duration bound) throws InterruptedException {
    try {
      ended.receive(bound);
      return false;
    } catch (dev.firth.journals.host.ChannelClosed e) {
      return true;
    }
  }

  public TaskSpec spec() {
    return spec;
  }

  /** Where what is known of the task is counted. */
  public TaskMeters meters() {
    return meters;
  }

  public TaskStatus status() {
    return meters.snapshot(host.now());
  }

  private void supervise() throws InterruptedException {
    while (true) {
      if (spec.suspended()) {
        phase(Phase.STOPPED, "Suspended", "");
        if (!resumed(ClosePolicy.FOREVER)) {
          return;
        }
        continue;
      }
      phase(Phase.OPENING, "", "");
      Life life = lives.of(spec, meters);
      Event event = live(life);
      if (event instanceof Stop) {
        phase(Phase.STOPPED, "", "");
        return;
      }
      if (event instanceof NewSpec(TaskSpec next)) {
        begin(next);
        continue;
      }
      if (!resumed(afterEnd((Ended) event, well()))) {
        return;
      }
    }
  }

  /** How long the life that has just ended was open and at work. */
  private Duration well() {
    TaskStatus last = meters.snapshot(host.now());
    return last.phase() == Phase.RUNNING
        ? Duration.between(last.since(), host.now())
        : Duration.ZERO;
  }

  private void begin(TaskSpec next) {
    meters = meterings.apply(next);
    spec = next;
    failures = 0;
  }

  /** Runs one life; the event that ended it. */
  private Event live(Life life) throws InterruptedException {
    Host.Fork fork = host.fork(spec.title() + " shard", () -> run(life));
    Event wanted = null;
    try {
      while (true) {
        Event event = events.receive();
        switch (event) {
          case Ended e -> {
            if (e.life == life) {
              fork.join();
              fork.failure().ifPresent(error -> LOG.error("{} died", spec.title(), error));
              if (wanted == null) {
                return e;
              }
              e.failure.ifPresent(this::stoppedBadly);
              return wanted;
            }
          }
          case NewSpec n -> {
            wanted = wanted instanceof Stop ? wanted : n;
            life.stop();
          }
          case Stop s -> {
            wanted = s;
            life.stop();
          }
        }
      }
    } finally {
      fork.cancel();
    }
  }

  /** Nothing follows from how a shard ended that was to end, but people may wonder. */
  private void stoppedBadly(Throwable failure) {
    LOG.warn("{}: while it stopped: {}", spec.title(), Verdict.of(failure).sentence());
  }

  private void run(Life life) throws InterruptedException {
    Optional<Throwable> failure = Optional.of(new IllegalStateException("the shard died"));
    try {
      life.run();
      failure = Optional.empty();
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    } finally {
      events.offer(new Ended(life, failure));
    }
  }

  /** Sets the phase after a life that ended by itself; how long to wait before the next. */
  private Duration afterEnd(Ended end, Duration well) {
    if (end.failure.isEmpty()) {
      failures = 0;
      return Duration.ZERO;
    }
    Throwable failure = end.failure.get();
    Verdict verdict = Verdict.of(failure).without(spec.title() + ": ");
    if (!verdict.again()) {
      phase(verdict.broken() ? Phase.FAILED : Phase.PAUSED, verdict.reason(), verdict.sentence());
      LOG.error("{}: {}", spec.title(), verdict.sentence());
      return ClosePolicy.FOREVER;
    }
    if (yields && verdict.lost()) {
      phase(Phase.BACKOFF, verdict.reason(), verdict.sentence());
      return ClosePolicy.FOREVER;
    }
    failures = backoff.failuresAfter(failures, well);
    Duration delay = backoff.delay(failures, host.random());
    meters.restarted();
    phase(Phase.BACKOFF, verdict.reason(), verdict.sentence());
    @Nullable Throwable trace = verdict.expected() ? null : failure;
    LOG.atWarn()
        .setCause(trace)
        .log("{}: {} Next try in {} ms.", spec.title(), verdict.sentence(), delay.toMillis());
    return delay;
  }

  /** Waits; false if the task is to stop. */
  private boolean resumed(Duration delay) throws InterruptedException {
    long until = host.nanoTime() + Math.min(delay.toMillis(), Long.MAX_VALUE >> 24) * 1_000_000;
    while (true) {
      Event event = events.receive(Duration.ofNanos(until - host.nanoTime()));
      switch (event) {
        case null -> {
          return true;
        }
        case Ended e -> {}
        case NewSpec(TaskSpec next) -> {
          begin(next);
          return true;
        }
        case Stop s -> {
          phase(Phase.STOPPED, "", "");
          return false;
        }
      }
    }
  }

  private void phase(Phase phase, String reason, String message) {
    meters.phase(phase, reason, message, host.now());
  }
}
