package dev.firth.journals.log;

import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.PutAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Names this producer in the registry of every collection that it writes to, before its first
 * document there: so that readers who know nothing of a plan find its log.
 */
final class Registration {
  private final LogContext context;
  private final LogName log;
  private final Set<CollectionName> registered = new HashSet<>();

  Registration(LogContext context, LogName log) {
    this.context = context;
    this.log = log;
  }

  /** Collections that the log has documents of: they were registered before. */
  void known(Collection<JournalName> journals) {
    journals.forEach(j -> registered.add(j.collection()));
  }

  void register(Collection<JournalName> journals, Duration patience) throws InterruptedException {
    for (JournalName journal : journals) {
      if (log.depth() == 0 && !registered.contains(journal.collection())) {
        put(journal.collection(), patience);
        registered.add(journal.collection());
      }
    }
  }

  private void put(CollectionName collection, Duration patience) throws InterruptedException {
    LogStore lake = context.store();
    byte[] body =
        HeaderCodec.JSON
            .createObjectNode()
            .put("log", log.path())
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Moment first = Moment.of(context.host());
    Backoff backoff = Backoff.ofRequests(context.host());
    while (true) {
      String why;
      switch (lake.putIfAbsent(LogPaths.registry(collection) + log.producer(), body)) {
        case PutAnswer.Created created -> {
          return;
        }
        case PutAnswer.Exists exists -> {
          return;
        }
        case PutAnswer.Unknown unknown -> why = unknown.why();
        case PutAnswer.Refused refused -> why = refused.code() + " " + refused.why();
      }
      if (Moment.of(context.host()).since(first).compareTo(patience) >= 0) {
        throw new Exit.StoreRefused(
            log, "register it with the collection " + collection.path(), why);
      }
      backoff.sleep();
    }
  }
}
