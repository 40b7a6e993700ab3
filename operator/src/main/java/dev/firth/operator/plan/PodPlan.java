package dev.firth.operator.plan;

import dev.firth.operator.observe.SeenPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which pods are made and which go, so that each task has one pod of its hash. A pod that is not
 * wanted any more is asked to end first, for it finishes its transaction; the next one is made when
 * it is gone. Nothing but a task's hash tells pods apart: a new operator restarts none.
 *
 * @param create titles of tasks that get a pod
 * @param delete names of pods that go
 * @param force names of pods whose node will not end them: they are forgotten, and replaced at
 *     once, for the log's fence keeps what may still run there from writing
 */
public record PodPlan(List<String> create, List<String> delete, List<String> force) {
  public PodPlan {
    create = List.copyOf(create);
    delete = List.copyOf(delete);
    force = List.copyOf(force);
  }

  /**
   * Decides.
   *
   * @param wanted hash of its pod by title of a task that has a shard
   * @param pods that there are
   */
  public static PodPlan of(Map<String, String> wanted, List<SeenPod> pods) {
    var create = new ArrayList<String>();
    var delete = new ArrayList<String>();
    var force = new ArrayList<String>();
    var missing = new TreeMap<>(wanted);
    for (SeenPod pod : pods) {
      boolean right = pod.hash().equals(wanted.getOrDefault(pod.task(), ""));
      boolean first = missing.containsKey(pod.task());
      if (pod.lost()) {
        force.add(pod.name());
      } else if (pod.ending() || (right && first && !pod.over())) {
        missing.remove(pod.task());
      } else {
        delete.add(pod.name());
        missing.remove(pod.task());
      }
    }
    create.addAll(missing.keySet());
    return new PodPlan(create, delete, force);
  }
}
