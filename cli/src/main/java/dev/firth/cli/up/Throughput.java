package dev.firth.cli.up;

import dev.firth.shard.status.BindingStatus;
import dev.firth.shard.status.TaskStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Documents a second of each task, counted between two looks at least a second apart. */
final class Throughput {
  private static final double LEAST_SECONDS = 1;

  private final Map<String, Long> before = new HashMap<>();
  private final Map<String, Double> rates = new HashMap<>();
  private long lookedAt;

  /** Looks at the tasks; called more often than once a second, it keeps the last answer. */
  synchronized List<StatusLine> look(List<TaskStatus> tasks, long nanoTime) {
    double seconds = (nanoTime - lookedAt) / 1e9;
    if (before.isEmpty() || seconds >= LEAST_SECONDS) {
      for (var task : tasks) {
        long now = documents(task);
        long then = before.getOrDefault(key(task), now);
        // Counts begin anew with a task that is started again.
        rates.put(key(task), now < then ? 0 : (now - then) / seconds);
        before.put(key(task), now);
      }
      lookedAt = nanoTime;
    }
    return tasks.stream().map(t -> StatusLine.of(t, rates.getOrDefault(key(t), 0.0))).toList();
  }

  private static String key(TaskStatus task) {
    return task.kind() + " " + task.name();
  }

  private static long documents(TaskStatus task) {
    return task.bindings().stream().mapToLong(BindingStatus::documentsIn).sum();
  }
}
