package dev.firth.catalog.build;

import dev.firth.specs.CaptureSpec;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.TaskSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a publication changes for the tasks that run.
 *
 * @param changes one for each task of either publication, in order of kind and name
 */
public record Plan(List<Change> changes) {
  public Plan {
    changes = List.copyOf(changes);
  }

  /** What becomes of a task. */
  public enum Action {
    /** It is new: start it. */
    CREATE,
    /** What it runs changed, or a secret of it: stop it, start it with the new spec. */
    RESTART,
    /** Only operational fields changed: tell the running task. */
    ADJUST,
    /** Nothing changed: leave it alone. */
    KEEP,
    /** It is gone: stop it; nothing that it wrote is deleted. */
    STOP
  }

  /**
   * What becomes of one task.
   *
   * @param title of the task, such as {@code Capture shop}
   * @param action what to do
   * @param before its last spec
   * @param after its new spec
   */
  public record Change(
      String title, Action action, Optional<TaskSpec> before, Optional<TaskSpec> after) {}

  /** The tasks that are touched. */
  public List<Change> effective() {
    return changes.stream().filter(c -> c.action != Action.KEEP).toList();
  }

  /** The way from one publication to another. */
  static Plan between(Optional<Publication> last, Publication next) {
    var changes = new ArrayList<Change>();
    for (TaskSpec after : next.tasks()) {
      Optional<TaskSpec> before = last.flatMap(l -> l.task(after.kindName(), after.name()));
      changes.add(
          new Change(after.title(), action(last, before, next, after), before, Optional.of(after)));
    }
    for (TaskSpec before : last.map(Publication::tasks).orElse(List.of())) {
      if (next.task(before.kindName(), before.name()).isEmpty()) {
        changes.add(new Change(before.title(), Action.STOP, Optional.of(before), Optional.empty()));
      }
    }
    changes.sort(Comparator.comparing(Change::title));
    return new Plan(changes);
  }

  private static boolean secretsDiffer(Optional<Publication> last, Publication next, String title) {
    String before = last.map(l -> l.inputs().getOrDefault(title, "")).orElse("");
    return SecretPrints.differ(before, next.inputs().getOrDefault(title, ""));
  }

  private static Action action(
      Optional<Publication> last, Optional<TaskSpec> before, Publication next, TaskSpec after) {
    if (before.isEmpty()) {
      return Action.CREATE;
    }
    if (!before.get().hash().equals(after.hash()) || secretsDiffer(last, next, after.title())) {
      return Action.RESTART;
    }
    return operational(before.get()).equals(operational(after)) ? Action.KEEP : Action.ADJUST;
  }

  private static List<Object> operational(TaskSpec task) {
    return switch (task) {
      case CaptureSpec c -> List.of(c.shards(), c.suspended(), c.transactions(), c.interval());
      case MaterializationSpec m -> List.of(m.shards(), m.suspended(), m.transactions());
    };
  }
}
