package dev.firth.connectors.postgres.source.backfill;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of one table that the stream has changed while it is backfilled, by the transaction that
 * did it last.
 *
 * <p>A chunk is read in a snapshot, and its rows go out when the stream passes a mark that was set
 * after it. A row whose key was changed by a transaction that the snapshot does not see is older
 * than what the stream has said already: it is dropped. Changes that the snapshot sees are in the
 * row, and later ones come after it. So WAL positions alone do not decide: a transaction that has
 * its commit in the log may not be visible yet.
 *
 * <p>An update does not carry columns that are stored out of line and did not change, so where a
 * row is dropped, the columns that no such change carried must still be taken from it.
 */
public final class RecentChanges {
  private final int limit;
  private final Map<RowKey, Change> changes = new HashMap<>();
  private final Set<Integer> forgotten = new HashSet<>();

  private record Change(int xid, Set<String> missing) {}

  /**
   * @param limit keys to hold; above it whole chunks are refused instead
   */
  public RecentChanges(int limit) {
    this.limit = limit;
  }

  /**
   * Notes a change.
   *
   * @param missing columns that it did not carry
   */
  public void record(RowKey key, int xid, List<String> missing) {
    if (forgotten.contains(xid)) {
      return;
    }
    if (changes.size() >= limit) {
      changes.values().forEach(change -> forgotten.add(change.xid()));
      forgotten.add(xid);
      changes.clear();
      return;
    }
    Set<String> still = missing.isEmpty() ? Set.of() : Set.copyOf(missing);
    changes.merge(
        key,
        new Change(xid, still),
        (before, now) -> new Change(now.xid(), common(before.missing(), now.missing())));
  }

  private static Set<String> common(Set<String> a, Set<String> b) {
    return a.stream().filter(b::contains).collect(Collectors.toUnmodifiableSet());
  }

  /** Forgets what a snapshot sees: later snapshots see it too. */
  public void prune(Snapshot snapshot) {
    changes.values().removeIf(change -> snapshot.sees(change.xid()));
    forgotten.removeIf(snapshot::sees);
  }

  /** Whether a chunk of this snapshot cannot be told apart from what overtook it: read it again. */
  public boolean refuses(Snapshot snapshot) {
    return forgotten.stream().anyMatch(xid -> !snapshot.sees(xid));
  }

  /** Whether no row of a chunk can have been overtaken, once {@link #prune} has run. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Whether the key was changed, once {@link #prune} has run. */
  public boolean overtook(RowKey key) {
    return changes.containsKey(key);
  }

  /** The columns that the changes of an overtaken key did not carry. */
  public Set<String> missing(RowKey key) {
    Change change = changes.get(key);
    return change == null ? Set.of() : change.missing();
  }
}
