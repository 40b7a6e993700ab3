package dev.firth.cli.flow;

import dev.firth.specs.StoreSpec;
import dev.firth.specs.TaskSpec;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where a store lies, whatever its terms are. Logs stay where they were begun: elsewhere their
 * tasks would begin anew, and skip what lies before the positions that destinations hold.
 */
public record StorePlace(Optional<URI> endpoint, String bucket, String prefix) {
  public static StorePlace of(StoreSpec store) {
    return new StorePlace(store.endpoint(), store.bucket(), store.prefix());
  }

  /** Why tasks cannot run on this store, if some are to be kept elsewhere. */
  public Optional<String> refusal(List<TaskSpec> tasks) {
    return tasks.stream()
        .filter(task -> !of(task.store()).equals(this))
        .findFirst()
        .map(
            task ->
                "%s would be kept in %s, but this run writes to %s. A log stays where it was begun: moving one, and one run of several stores, is not built yet (NotYetSupported). Put the StorageMapping back."
                    .formatted(task.title(), of(task.store()), this));
  }

  /**
   * Why tasks that have run cannot go on here, where nothing of theirs is.
   *
   * @param tasks of the last publication; there are some
   */
  public String refusalOfEmpty(List<TaskSpec> tasks) {
    TaskSpec first = tasks.getFirst();
    return "%s is empty, but %s has run in %s. A log stays where it was begun: moving one is not built yet (NotYetSupported). Put the StorageMapping (or --use-stores) back as it was; or begin anew: remove .firth, and name other tables."
        .formatted(this, first.title(), of(first.store()));
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix + endpoint.map(uri -> " at " + uri).orElse("");
  }
}
