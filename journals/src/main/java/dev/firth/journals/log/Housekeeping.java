package dev.firth.journals.log;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.RecordHeader.FragmentCut;
import dev.firth.journals.log.RecordHeader.Kind;
import dev.firth.journals.store.PutAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an owner does beside its transactions: heartbeats in time, and the log kept short. */
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration SNAPSHOT_INTERVAL = Duration.ofMinutes(5);
  private static final long SNAPSHOT_RECORDS = 4096;

  /** A snapshot may be as big as so many bytes for each record that a replay is spared. */
  private static final long SNAPSHOT_BYTES_A_RECORD = 256;

  private final LogContext context;
  private final Host host;
  private final OwnedLog owned;
  private final Ring ring;
  private final FragmentMaker fragments;
  private final Garbage garbage;
  private final Snapshots snapshots;
  private final LogPaths paths;
  private final Channel<Boolean> wake;
  private final List<Host.Fork> forks = new CopyOnWriteArrayList<>();
  private Host.@Nullable Fork keeper;
  private volatile boolean stopping;
  private long snapshot;
  private long snapshotBytes;
  private long segmented;
  private Moment snapshotAt;
  private Moment collectedAt;
  private boolean garbageLeft;

  /**
   * @param snapshot the sequence that the newest complete snapshot includes; -1 if there is none
   */
  Housekeeping(LogContext context, OwnedLog owned, Ring ring, long snapshot) {
    this.context = context;
    this.host = context.host();
    this.owned = owned;
    this.ring = ring;
    this.fragments = new FragmentMaker(context, owned, ring);
    this.garbage = new Garbage(context, owned);
    this.snapshots = new Snapshots(context, owned.name());
    this.paths = new LogPaths(owned.name());
    this.wake = host.channel(1);
    this.snapshot = snapshot;
    this.segmented = ring.head() - ring.head() % LogPaths.SEGMENT;
    this.snapshotAt = Moment.of(host);
    this.collectedAt = snapshotAt;
  }

  void start() {
    if (context.on(Safeguard.HEARTBEAT)) {
      forks.add(host.fork("heartbeat " + owned.name(), this::beat));
    }
    Host.Fork fork = host.forkBackground("housekeeping " + owned.name(), this::keep);
    forks.add(fork);
    keeper = fork;
  }

  private void beat() throws InterruptedException {
    while (owned.ended().isEmpty()) {
      Duration wait = owned.untilHeartbeat();
      if (wait.isPositive()) {
        host.sleep(wait);
      } else {
        owned.commit(
            s ->
                owned.untilHeartbeat().isPositive()
                    ? Optional.empty()
                    : Optional.of(new HeaderDraft(Kind.HEARTBEAT, owned.nonce())));
      }
    }
  }

  private void keep() throws InterruptedException {
    while (!stopping && owned.ended().isEmpty()) {
      wake.receive(TICK);
      if (stopping) {
        return;
      }
      try {
        round(false);
      } catch (StoreTrouble e) {
        LOG.warn("{}: {}; tried again", owned.name(), e.getMessage());
      } catch (Exit e) {
        LOG.info("{}", e.getMessage());
        owned.end(e);
      } catch (CorruptRecord e) {
        owned.end(new Exit.Damaged(owned.name(), String.valueOf(e.getMessage())));
      }
    }
  }

  /** One duty of a round. */
  private interface Duty {
    void run() throws InterruptedException, StoreTrouble;
  }

  /** Each duty has its turn, also where the store fails another: a full lake stops no snapshot. */
  void round(boolean all) throws InterruptedException, StoreTrouble {
    changeRetention();
    StoreTrouble trouble = null;
    List<Duty> duties =
        List.of(() -> fragments(all), this::segment, () -> snapshot(all), this::collect);
    for (Duty duty : duties) {
      try {
        duty.run();
      } catch (StoreTrouble e) {
        trouble = trouble == null ? e : trouble;
      }
    }
    if (trouble != null) {
      throw trouble;
    }
  }

  private void collect() throws InterruptedException, StoreTrouble {
    Moment now = Moment.of(host);
    if (garbageLeft || now.since(collectedAt).compareTo(owned.retention().dividedBy(16)) >= 0) {
      collectedAt = now;
      garbageLeft = garbage.collect(snapshot);
    }
  }

  private void changeRetention() throws InterruptedException {
    if (owned.read(s -> s.retention != null && !s.retention.target().equals(context.retention()))) {
      owned.commit(
          s -> {
            HeaderDraft draft = new HeaderDraft(Kind.HEARTBEAT, owned.nonce());
            Retention before =
                s.retention == null ? Retention.of(context.retention()) : s.retention;
            draft.retention =
                Retention.change(before.protecting(host.now()), context.retention(), host.now());
            return Optional.of(draft);
          });
    }
  }

  private void fragments(boolean all) throws InterruptedException, StoreTrouble {
    fragments.write(owned.read(LogState::unwritten));
    while (true) {
      List<FragmentCut> due = owned.read(s -> plan(s, all));
      if (due.isEmpty()) {
        return;
      }
      if (!context.on(Safeguard.CUT_BEFORE_FRAGMENT)) {
        fragments.write(due);
      }
      owned.commit(s -> cutRecord(plan(s, all)));
      fragments.write(owned.read(LogState::unwritten));
    }
  }

  private Optional<HeaderDraft> cutRecord(List<FragmentCut> cuts) {
    HeaderDraft draft = new HeaderDraft(Kind.HEARTBEAT, owned.nonce());
    draft.fragments.addAll(cuts);
    return cuts.isEmpty() ? Optional.empty() : Optional.of(draft);
  }

  private List<FragmentCut> plan(LogState state, boolean all) {
    return CutPlan.of(
        state, all, host.now(), owned.retention(), context.fragments(), context.lake());
  }

  private boolean snapshotDue() {
    long last = owned.read(s -> s.next - 1);
    Duration quarter = owned.retention().dividedBy(4);
    Duration interval = quarter.compareTo(SNAPSHOT_INTERVAL) < 0 ? quarter : SNAPSHOT_INTERVAL;
    boolean old = Moment.of(host).since(snapshotAt).compareTo(interval) >= 0;
    long worth = Math.max(LogPaths.SEGMENT, snapshotBytes / SNAPSHOT_BYTES_A_RECORD);
    return last - snapshot >= Math.min(SNAPSHOT_RECORDS, worth) || (old && last > snapshot);
  }

  private void snapshot(boolean all) throws InterruptedException, StoreTrouble {
    if (!all && !snapshotDue()) {
      return;
    }
    snapshotAt = Moment.of(host);
    byte[][] state = new byte[1][];
    long sequence =
        owned.read(
            s -> {
              state[0] = HeaderCodec.JSON.writeValueAsBytes(SnapshotJson.encode(s));
              return s.next - 1;
            });
    snapshotBytes = state[0].length;
    snapshots.save(sequence, state[0], owned.nonce());
    snapshot = sequence;
    NavigableSet<Long> complete = snapshots.complete();
    snapshots.sweep(complete);
  }

  /**
   * Bundles records that are complete in the ring; where they are not, late readers get them one by
   * one.
   */
  private void segment() throws InterruptedException, StoreTrouble {
    long end = ring.head() - ring.head() % LogPaths.SEGMENT;
    for (; segmented < end; segmented += LogPaths.SEGMENT) {
      List<byte[]> records = new ArrayList<>();
      long size = 0;
      for (long sequence = segmented; sequence < segmented + LogPaths.SEGMENT; sequence++) {
        StoredRecord stored = ring.at(sequence);
        byte[] object = stored == null ? null : stored.object();
        if (object == null || size + object.length > Segment.LIMIT) {
          break;
        }
        records.add(object);
        size += object.length;
      }
      if (records.size() == LogPaths.SEGMENT) {
        List<ByteBuffer> body = Segment.encode(segmented, records);
        if (context.store().putIfAbsent(paths.segment(segmented), body)
            instanceof PutAnswer.Unknown unknown) {
          throw new StoreTrouble("write a segment", unknown.why());
        }
      }
    }
  }

  void abandoned(String folder) {
    garbage.abandoned(folder);
  }

  /** Lets the running round end, then cuts all, writes all, and leaves a snapshot. */
  void finish() throws InterruptedException {
    stopping = true;
    wake.offer(true);
    Host.Fork running = keeper;
    if (running != null) {
      running.join();
    }
    Host.Fork last = host.forkBackground("last fragments " + owned.name(), this::lastRounds);
    forks.add(last);
    last.join();
    switch (last.failure().orElse(null)) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void lastRounds() throws InterruptedException {
    Backoff backoff = Backoff.ofRequests(host);
    Moment start = Moment.of(host);
    while (true) {
      try {
        round(true);
        return;
      } catch (StoreTrouble e) {
        if (Moment.of(host).since(start).compareTo(owned.retention().dividedBy(4)) >= 0) {
          LOG.warn("{}: closed without its last fragments: {}", owned.name(), e.getMessage());
          return;
        }
        backoff.sleep();
      }
    }
  }

  void cancel() {
    forks.forEach(Host.Fork::cancel);
  }
}
