package dev.firth.journals.read;

import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.LogPaths;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The producers of a collection, as they registered themselves. */
final class Registry {
  private Registry() {}

  /** Root logs, or empty if the store does not answer. */
  static Optional<List<LogName>> producers(LogStore store, CollectionName collection)
      throws InterruptedException {
    String prefix = LogPaths.registry(collection);
    List<LogName> logs = new ArrayList<>();
    String after = null;
    while (true) {
      if (!(store.list(prefix, after, 1000) instanceof ListAnswer.Listed page)) {
        return Optional.empty();
      }
      for (ListAnswer.Entry e : page.entries()) {
        logs.add(LogName.rootOf(e.key().substring(prefix.length())));
      }
      if (!page.more() || page.entries().isEmpty()) {
        return Optional.of(logs);
      }
      after = page.entries().getLast().key();
    }
  }
}
