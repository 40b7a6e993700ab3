package dev.firth.journals.log;

import dev.firth.journals.store.DeleteAnswer;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.PutAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Announces boundaries, deletes what lies below them, sweeps payload parts that no record names.
 */
final class Garbage {
  private static final int PAGE = 1000;

  /** How long deleting may keep fragments and snapshots waiting. */
  private static final Duration ROUND = Duration.ofSeconds(1);

  private final LogContext context;
  private final LogStore store;
  private final OwnedLog owned;
  private final LogPaths paths;
  private final GarbagePlan plan;
  private Moment started;
  private final Map<String, Moment> abandoned = new ConcurrentHashMap<>();

  Garbage(LogContext context, OwnedLog owned) {
    this.context = context;
    this.store = context.store();
    this.owned = owned;
    this.paths = new LogPaths(owned.name());
    this.plan = new GarbagePlan(context.safeguards());
    this.started = Moment.of(context.host());
  }

  /** The parts in this folder belong to a transaction of ours that will never be committed. */
  void abandoned(String folder) {
    abandoned.put(folder, Moment.of(context.host()));
  }

  /**
   * One round.
   *
   * @param snapshot the sequence that the newest complete snapshot includes; -1 if there is none
   * @return whether it ended for lack of time: more may be deleted at once
   */
  boolean collect(long snapshot) throws InterruptedException, StoreTrouble {
    Duration retention =
        owned.read(
            s ->
                s.retention == null
                    ? context.retention()
                    : s.retention.protecting(context.host().now()));
    long candidate = owned.read(s -> plan.boundary(s.uncutFloor(), snapshot, s.next));
    Listing boundaries = Listing.of(store, paths.boundaries(), null);
    List<GarbagePlan.Boundary> existing = new ArrayList<>();
    for (ListAnswer.Entry e : boundaries.entries()) {
      LogPaths.last(e.key())
          .ifPresent(
              sequence -> existing.add(new GarbagePlan.Boundary(sequence, e.lastModified())));
    }
    long newest = existing.stream().mapToLong(GarbagePlan.Boundary::sequence).max().orElse(0);
    if (candidate > newest && context.on(Safeguard.BOUNDARY_BEFORE_DELETE)) {
      announce(candidate, retention);
    }
    long below = plan.deleteBelow(existing, candidate, boundaries.date(), retention);
    if (below > 0) {
      started = Moment.of(context.host());
      if (!delete(below, retention)) {
        return true;
      }
      for (GarbagePlan.Boundary old : existing) {
        if (old.sequence() < below) {
          remove(paths.boundary(old.sequence()));
        }
      }
    }
    sweep();
    return false;
  }

  private void announce(long sequence, Duration retention)
      throws InterruptedException, StoreTrouble {
    HybridClock clock = owned.read(s -> s.marks.getOrDefault(sequence, HybridClock.ZERO));
    if (clock.equals(HybridClock.ZERO) && owned.read(s -> !s.marks.containsKey(sequence))) {
      return;
    }
    byte[] body = new BoundaryWatch.Boundary(sequence, clock).encode(retention);
    switch (store.putIfAbsent(paths.boundary(sequence), body)) {
      case PutAnswer.Created created -> {}
      case PutAnswer.Exists exists -> {}
      case PutAnswer.Unknown unknown -> throw new StoreTrouble("create a boundary", unknown.why());
      case PutAnswer.Refused refused ->
          throw new StoreTrouble("create a boundary", refused.code() + " " + refused.why());
    }
  }

  /** Records and segments below; false if time ran out before all were deleted. */
  private boolean delete(long below, Duration retention) throws InterruptedException, StoreTrouble {
    if (!deleteOld(paths.records(), below, 0, retention)
        || !deleteOld(paths.segments(), below, LogPaths.SEGMENT - 1, retention)) {
      return false;
    }
    long lowest = lowest(below);
    owned.read(
        s -> {
          Map<Long, String> gone = s.payloads.headMap(lowest, false);
          gone.values().forEach(this::abandoned);
          gone.clear();
          s.marks.headMap(below, false).clear();
          return true;
        });
    return true;
  }

  private boolean deleteOld(String prefix, long below, int span, Duration retention)
      throws InterruptedException, StoreTrouble {
    String after = null;
    while (true) {
      if (!(store.list(prefix, after, PAGE) instanceof ListAnswer.Listed page)) {
        throw new StoreTrouble("list " + prefix, "no answer");
      }
      for (ListAnswer.Entry e : page.entries()) {
        OptionalLong sequence = LogPaths.last(e.key().substring(0, end(e.key())));
        if (sequence.isEmpty() || sequence.getAsLong() + span >= below) {
          return true;
        }
        if (Moment.of(context.host()).since(started).compareTo(ROUND) > 0) {
          return false;
        }
        if (plan.deletable(e, page.storeDate(), retention)) {
          remove(e.key());
        }
      }
      if (!page.more() || page.entries().isEmpty()) {
        return true;
      }
      after = page.entries().getLast().key();
    }
  }

  /** A segment's key ends with two numbers; the first one counts. */
  private static int end(String key) {
    int dash = key.lastIndexOf('-');
    return dash > key.lastIndexOf('/') ? dash : key.length();
  }

  private long lowest(long below) throws InterruptedException, StoreTrouble {
    if (!(store.list(paths.records(), null, 1) instanceof ListAnswer.Listed page)) {
      throw new StoreTrouble("list records", "no answer");
    }
    return page.entries().isEmpty()
        ? below
        : LogPaths.last(page.entries().getFirst().key()).orElse(0);
  }

  private void remove(String key) throws InterruptedException, StoreTrouble {
    if (store.delete(key) instanceof DeleteAnswer.Failed failed) {
      throw new StoreTrouble("delete " + key, failed.why());
    }
  }

  private void sweep() throws InterruptedException, StoreTrouble {
    Set<String> named = new HashSet<>(owned.read(s -> List.copyOf(s.payloads.values())));
    long epoch = owned.read(s -> s.epoch);
    for (ListAnswer.Entry e : Listing.of(store, paths.payloads(), null).entries()) {
      String name = e.key().substring(paths.payloads().length());
      String folder = name.substring(0, Math.max(0, name.indexOf('/')));
      if (!named.contains(folder) && sweepable(folder, epoch)) {
        remove(e.key());
      }
    }
    // A put that was under way when its transaction was given up has ended long before R.
    Moment now = Moment.of(context.host());
    abandoned
        .entrySet()
        .removeIf(
            e ->
                named.contains(e.getKey())
                    || now.since(e.getValue()).compareTo(owned.retention()) > 0);
  }

  private boolean sweepable(String folder, long epoch) {
    if (abandoned.containsKey(folder) || !context.on(Safeguard.SWEEP_BELOW_FENCE)) {
      return true;
    }
    int dash = folder.indexOf('-');
    OptionalLong of = dash < 0 ? OptionalLong.empty() : LogPaths.last(folder.substring(0, dash));
    return of.isPresent() && of.getAsLong() < epoch;
  }
}
