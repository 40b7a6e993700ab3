package dev.firth.shard;

import dev.firth.journals.host.Channel;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.LogName;
import dev.firth.journals.read.Plan;
import dev.firth.shard.context.Logs;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The publication that this process runs, as a plan for its readers. */
final class Published implements Plan {
  private final Set<Channel<Boolean>> watching = ConcurrentHashMap.newKeySet();
  private final Map<LogName, Boolean> writing = new ConcurrentHashMap<>();
  private volatile List<CaptureSpec> captures = List.of();

  /** This is what is run from now on. A capture that was run before and is gone rests. */
  void apply(List<TaskSpec> publication) {
    List<CaptureSpec> now = new ArrayList<>();
    for (TaskSpec spec : publication) {
      if (spec instanceof CaptureSpec capture) {
        now.add(capture);
      }
    }
    captures = List.copyOf(now);
    writing.replaceAll((log, before) -> false);
    captures.forEach(c -> writing.put(Logs.of(c), !c.suspended()));
    watching.forEach(channel -> channel.offer(true));
  }

  @Override
  public List<LogName> producers(CollectionName collection) {
    return captures.stream()
        .filter(
            capture ->
                capture.bindings().stream()
                    .anyMatch(binding -> Logs.name(binding.collection()).equals(collection)))
        .map(Logs::of)
        .toList();
  }

  @Override
  public boolean suspended(LogName log) {
    return !writing.getOrDefault(log, true);
  }

  @Override
  public void watch(Channel<Boolean> changed) {
    watching.add(changed);
  }

  @Override
  public void forget(Channel<Boolean> changed) {
    watching.remove(changed);
  }
}
