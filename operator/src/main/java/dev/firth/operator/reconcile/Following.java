package dev.firth.operator.reconcile;

import dev.firth.catalog.build.Publication;
import dev.firth.operator.cluster.NamespaceWriter;
import dev.firth.operator.observe.Observed;
import dev.firth.operator.observe.Seen;
import dev.firth.operator.plan.PodPlan;
import dev.firth.operator.plan.ShardPod;
import dev.firth.specs.SpecJson;
import dev.firth.specs.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes pods follow what is published. */
final class Following {
  private final NamespaceWriter writer;
  private final Observed observed;
  private final ShardPod.Surroundings surroundings;

  Following(NamespaceWriter writer, Observed observed, ShardPod.Surroundings surroundings) {
    this.writer = writer;
    this.observed = observed;
    this.surroundings = surroundings;
  }

  /**
   * Goes the way once.
   *
   * @param running what is published, with operational fields as they are now
   * @return whether pods came or went
   */
  boolean follow(Publication running) {
    var tasks = new HashMap<String, TaskSpec>();
    Map<String, String> wanted = new TreeMap<>();
    for (TaskSpec task : running.tasks()) {
      Optional<Seen> owner = owner(task);
      if (ShardPod.runs(task) && owner.isPresent()) {
        tasks.put(task.title(), task);
        wanted.put(
            task.title(), ShardPod.hash(task, running.inputs().getOrDefault(task.title(), "")));
        tell(task, owner.get());
      }
    }
    PodPlan plan = PodPlan.of(wanted, observed.pods());
    plan.delete().forEach(writer::delete);
    plan.force().forEach(writer::forget);
    for (String title : plan.create()) {
      TaskSpec task = tasks.get(title);
      if (task != null) {
        writer.store(ShardPod.spec(task));
        String hash = wanted.getOrDefault(title, "");
        writer.create(ShardPod.of(task, hash, owner(task).orElseThrow(), surroundings));
      }
    }
    return !(plan.create().isEmpty() && plan.delete().isEmpty() && plan.force().isEmpty());
  }

  private void tell(TaskSpec task, Seen owner) {
    String name = ShardPod.operational(task);
    String json = new String(SpecJson.operational(task), StandardCharsets.UTF_8);
    if (!json.equals(observed.operational().get(name))) {
      writer.operational(name, owner, json);
    }
  }

  private Optional<Seen> owner(TaskSpec task) {
    return observed.resources().stream().filter(s -> s.title().equals(task.title())).findFirst();
  }
}
