package dev.firth.cli.flow;

import dev.firth.journals.store.ForwardingLogStore;
import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.PutAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A store that remembers which writes it does not take: a task that tries one again and again, as
 * on a full disk, looks as if it ran, and a person should know.
 */
final class WatchedStore implements ForwardingLogStore {
  /** A write that fails for less long is not worth a word. */
  private static final long WORTH_NANOS = Duration.ofSeconds(2).toNanos();

  /** A write that nobody tried for so long was given up. */
  private static final long FORGOTTEN_NANOS = Duration.ofSeconds(60).toNanos();

  private final LogStore store;
  private final LongSupplier nanoTime;
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

  private record Trouble(long since, long last, String why) {}

  WatchedStore(LogStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
  }

  /** Why writes below a prefix fail lately, if they do. */
  Optional<String> trouble(String part) {
    long now = nanoTime.getAsLong();
    troubles.values().removeIf(t -> now - t.last > FORGOTTEN_NANOS);
    return troubles.entrySet().stream()
        .filter(e -> e.getKey().contains(part) && now - e.getValue().since > WORTH_NANOS)
        .map(e -> e.getValue().why)
        .findFirst();
  }

  private PutAnswer noted(String key, PutAnswer answer) {
    switch (answer) {
      case PutAnswer.Unknown unknown -> note(key, unknown.why());
      case PutAnswer.Refused refused -> note(key, refused.why());
      case PutAnswer.Created _, PutAnswer.Exists _ -> troubles.remove(key);
    }
    return answer;
  }

  private void note(String key, String why) {
    long now = nanoTime.getAsLong();
    troubles.merge(
        key, new Trouble(now, now, why), (before, _) -> new Trouble(before.since, now, why));
  }

  @Override
  public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) throws InterruptedException {
    return noted(key, store.putIfAbsent(key, body));
  }

  @Override
  public PutAnswer put(String key, byte[] body) throws InterruptedException {
    return noted(key, store.put(key, body));
  }

  @Override
  public LogStore store() {
    return store;
  }
}
