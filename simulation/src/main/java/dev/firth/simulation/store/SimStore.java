package dev.firth.simulation.store;

import dev.firth.journals.store.LogStore;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects of a bucket, and all that was ever created in it. */
public final class SimStore {
  /** One object, and when it was created by the store's clock. */
  public record Stored(byte[] bytes, Instant created) {}

  private final World world;
  private final StoreFaults faults;
  private final NavigableMap<String, Stored> objects = new TreeMap<>();
  private final Map<String, Stored> first = new HashMap<>();
  private boolean wellBehaved;
  private long requests;
  private long unknowns;
  private long reused;
  private long deletions;

  public SimStore(World world, StoreFaults faults) {
    this.world = world;
    this.faults = faults;
  }

  /** The store as one process sees it. */
  public LogStore of(SimProcess process) {
    return new SimStoreClient(this, process);
  }

  /** From now on every request is answered; late ones still come. */
  public void behave() {
    wellBehaved = true;
  }

  boolean wellBehaved() {
    return wellBehaved;
  }

  StoreFaults faults() {
    return faults;
  }

  World world() {
    return world;
  }

  Instant clock() {
    return world.time().truncatedTo(ChronoUnit.SECONDS);
  }

  void countRequest() {
    requests++;
  }

  void countUnknown() {
    unknowns++;
  }

  boolean create(String key, byte[] bytes) {
    if (objects.containsKey(key)) {
      return false;
    }
    store(key, bytes);
    return true;
  }

  void store(String key, byte[] bytes) {
    Stored stored = new Stored(bytes, clock());
    objects.put(key, stored);
    if (first.putIfAbsent(key, stored) != null) {
      reused++;
    }
  }

  @Nullable Stored object(String key) {
    return objects.get(key);
  }

  void delete(String key) {
    if (objects.remove(key) != null) {
      deletions++;
    }
  }

  /** At most {@code max} objects. */
  List<Map.Entry<String, Stored>> list(String prefix, @Nullable String startAfter, int max) {
    List<Map.Entry<String, Stored>> found = new ArrayList<>();
    boolean after = startAfter != null && startAfter.compareTo(prefix) >= 0;
    for (var entry : objects.tailMap(after ? startAfter : prefix, !after).entrySet()) {
      if (found.size() == max || !entry.getKey().startsWith(prefix)) {
        break;
      }
      found.add(entry);
    }
    return found;
  }

  /** What lies in the bucket now. */
  public NavigableMap<String, Stored> objects() {
    return objects;
  }

  /** The first object ever created under each name: what a log truly is. */
  public Map<String, Stored> firstObjects() {
    return first;
  }

  public long requests() {
    return requests;
  }

  public long unknowns() {
    return unknowns;
  }

  /** Names that were created again after they had been deleted. */
  public long reused() {
    return reused;
  }

  public long deletions() {
    return deletions;
  }

  /** A random time up to a longest one. */
  Duration upTo(Duration longest) {
    long nanos = longest.toNanos();
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(world.random().nextLong(nanos));
  }
}
