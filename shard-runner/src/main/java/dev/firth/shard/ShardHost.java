package dev.firth.shard;

import dev.firth.shard.capture.CaptureShard;
import dev.firth.shard.capture.RetainedWal;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.materialize.MaterializationShard;
import dev.firth.shard.policy.Backoff;
import dev.firth.shard.status.Phase;
import dev.firth.shard.status.TaskMeters;
import dev.firth.shard.status.TaskStatus;
import dev.firth.shard.supervise.Life;
import dev.firth.shard.supervise.Supervisor;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.InferredSchema;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shards of one process: any number of tasks over one store. Given a publication, it starts
 * what is new, restarts what changed, stops what is gone, and leaves the rest alone. Any thread.
 */
public final class ShardHost {
  private final ShardContext context;
  private final Function<TaskSpec, TaskMeters.CommitObserver> observers;
  private final Map<TaskId, Task> tasks = new LinkedHashMap<>();
  private final List<Supervisor> leaving = new ArrayList<>();
  private boolean yields;
  private final Published published = new Published();

  private record TaskId(String namespace, String kind, String name) {
    static TaskId of(TaskSpec spec) {
      return new TaskId(spec.namespace(), spec.kindName(), spec.name());
    }
  }

  /** A task, and whether it has caught up since somebody asked. */
  private final class Task {
    private final Supervisor supervisor;
    private volatile @Nullable MaterializationShard materialization;
    private @Nullable MaterializationShard probed;
    private long probe;

    private final ShardContext named;
    private final RetainedWal retained;

    Task(TaskSpec spec) {
      named = context.named(spec.title(), "00000000-ffffffff.0");
      retained = new RetainedWal(named);
      supervisor =
          new Supervisor(named.host(), Backoff.DEFAULT, this::life, spec, this::meters, yields);
    }

    private TaskMeters meters(TaskSpec spec) {
      return new TaskMeters(spec, context.host().now(), observers.apply(spec));
    }

    private Life life(TaskSpec spec, TaskMeters meters) {
      return switch (spec) {
        case CaptureSpec capture -> new CaptureShard(capture, named, meters);
        case MaterializationSpec reader -> {
          var shard = new MaterializationShard(reader, named, meters);
          materialization = shard;
          yield shard;
        }
      };
    }

    void lookAtSource() throws InterruptedException {
      if (supervisor.spec() instanceof CaptureSpec capture) {
        retained.look(capture, supervisor.meters());
      }
    }

    void forgetProbe() {
      probed = null;
    }

    /** Whether all that was there when this was asked first has arrived. */
    boolean arrived() {
      MaterializationShard running = materialization;
      if (running == null) {
        return false;
      }
      if (probed != running) {
        probed = running;
        probe = running.probe();
      }
      return running.arrivedSince(probe);
    }
  }

  /**
   * @param observers sees the commits of a task; {@link TaskMeters.CommitObserver#NONE} for nobody
   */
  public ShardHost(ShardContext context, Function<TaskSpec, TaskMeters.CommitObserver> observers) {
    this.context = context.planned(published);
    this.observers = observers;
  }

  /**
   * Leaves tasks that are applied from now on to whoever takes their logs over, instead of taking
   * them back: they stay in {@link Phase#BACKOFF}, and somebody else decides who runs them.
   */
  public synchronized void yieldWhenLost() {
    yields = true;
  }

  /** Runs these tasks from now on, and no others. Returns at once. */
  public void apply(List<TaskSpec> publication) throws InterruptedException {
    apply(publication, Set.of());
  }

  /**
   * The same.
   *
   * @param restarted titles of tasks that are started again also where their spec is the same,
   *     because a secret of theirs changed
   */
  public synchronized void apply(List<TaskSpec> publication, Set<String> restarted)
      throws InterruptedException {
    published.apply(publication);
    Set<TaskId> wanted = new HashSet<>();
    for (TaskSpec spec : publication) {
      TaskId id = TaskId.of(spec);
      wanted.add(id);
      Task task = tasks.get(id);
      if (task == null) {
        Task begun = new Task(spec);
        tasks.put(id, begun);
        begun.supervisor.start();
      } else if (!task.supervisor.spec().equals(spec) || restarted.contains(spec.title())) {
        task.supervisor.apply(spec);
      }
    }
    for (Map.Entry<TaskId, Task> task : Map.copyOf(tasks).entrySet()) {
      if (!wanted.contains(task.getKey())) {
        tasks.remove(task.getKey());
        task.getValue().supervisor.stop();
        leaving.add(task.getValue().supervisor);
      }
    }
  }

  /**
   * Tries paused tasks again: whoever applies something may have corrected what they paused for,
   * though no spec changed.
   */
  public synchronized void retryPaused() throws InterruptedException {
    for (Task task : tasks.values()) {
      if (task.supervisor.status().phase() == Phase.PAUSED) {
        task.supervisor.apply(task.supervisor.spec());
      }
    }
  }

  /** Every task as it is now. */
  public synchronized List<TaskStatus> status() {
    return tasks.values().stream().map(task -> task.supervisor.status()).toList();
  }

  /** What the tasks have seen of their collections' documents, each for itself. */
  public synchronized List<InferredSchema> inferred() {
    return tasks.values().stream()
        .flatMap(task -> task.supervisor.meters().inferred().stream())
        .toList();
  }

  /**
   * Asks the sources of captures that do not run how much of their log they keep for them, if that
   * was not asked lately. To be called every now and then by one thread; waits for the answers.
   */
  public void lookAtSources() throws InterruptedException {
    List<Task> all;
    synchronized (this) {
      all = List.copyOf(tasks.values());
    }
    for (Task task : all) {
      task.lookAtSource();
    }
  }

  /**
   * Whether everything that the sources held when their captures began has arrived at every
   * destination. To be asked again and again until it is true; a paused task never is.
   */
  public synchronized boolean caughtUp() {
    boolean captured =
        tasks.values().stream()
            .filter(task -> task.supervisor.spec() instanceof CaptureSpec)
            .allMatch(task -> task.supervisor.status().caughtUp());
    boolean arrived = true;
    for (Task task : tasks.values()) {
      if (task.supervisor.spec() instanceof MaterializationSpec) {
        if (captured) {
          arrived &= task.arrived();
        } else {
          task.forgetProbe();
        }
      }
    }
    return captured && arrived;
  }

  /**
   * Stops all tasks cleanly: each finishes its transaction and writes its last fragments.
   *
   * @return whether all ended within {@code bound}; what did not is abandoned as after a crash,
   *     which loses nothing
   */
  public synchronized boolean stop(Duration bound) throws InterruptedException {
    long until = context.host().nanoTime() + bound.toNanos();
    for (Task task : tasks.values()) {
      leaving.add(task.supervisor);
      task.supervisor.stop();
    }
    tasks.clear();
    boolean all = true;
    for (Supervisor supervisor : leaving) {
      Duration left = Duration.ofNanos(Math.max(0, until - context.host().nanoTime()));
      if (!supervisor.awaitEnd(left)) {
        supervisor.kill();
        all = false;
      }
    }
    leaving.clear();
    return all;
  }
}
