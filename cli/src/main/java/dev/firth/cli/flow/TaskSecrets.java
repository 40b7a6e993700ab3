package dev.firth.cli.flow;

import dev.firth.catalog.build.Publication;
import dev.firth.catalog.load.Secrets;
import dev.firth.specs.TaskSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets that each task runs with: those of the draft that it was published from, so that an
 * edit which is refused takes no value away from what keeps running. Any thread.
 */
public final class TaskSecrets {
  private volatile Map<String, Secrets> byTask = Map.of();

  /** Tasks that a publication brings or changes run with these secrets from now on. */
  public void publish(Optional<Publication> last, Publication next, Secrets secrets) {
    var tasks = new HashMap<String, Secrets>();
    for (TaskSpec task : next.tasks()) {
      var title = task.title();
      var kept = byTask.get(title);
      var inputs = next.inputs().get(title);
      boolean same =
          inputs != null && last.map(l -> inputs.equals(l.inputs().get(title))).orElse(false);
      tasks.put(title, kept != null && same ? kept : secrets);
    }
    byTask = Map.copyOf(tasks);
  }

  /** What a published task runs with. */
  public Secrets of(TaskSpec task) {
    return byTask.getOrDefault(task.title(), Secrets.none());
  }
}
