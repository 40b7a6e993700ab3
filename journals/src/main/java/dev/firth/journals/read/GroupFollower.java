package dev.firth.journals.read;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.Backoff;
import dev.firth.journals.log.BoundaryWatch;
import dev.firth.journals.log.CorruptRecord;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.LogPaths;
import dev.firth.journals.log.Position;
import dev.firth.journals.log.RecordFetcher;
import dev.firth.journals.log.RecordHeader;
import dev.firth.journals.log.Safeguard;
import dev.firth.journals.log.Seal;
import dev.firth.journals.log.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources at one position of one log, reading on: the live tail where it has the next record, else
 * the store, and history where the store has deleted it.
 */
final class GroupFollower {
  private static final Logger LOG = LoggerFactory.getLogger(GroupFollower.class);

  /** How long a live tail may be quiet before the store is asked whether another owner writes. */
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final ReadContext context;
  private final Host host;
  private final LogName log;
  private final LogSource names;
  private final LaneEnds ends;
  private final Past past;
  private final LogGroups groups;
  private final Outlet.Hand hand;
  private final Channel<Boolean> unparked;
  private final RecordFetcher fetcher;
  private final Backoff idle;
  private final Backoff suspended;
  private volatile Tails.@Nullable Tail tail;
  private long epoch = -1;
  private volatile List<Integer> sources;
  private volatile long next;
  private volatile HybridClock clock;
  private volatile boolean parked;
  private volatile long seenHead = -1;

  GroupFollower(
      ReadContext context,
      LogName log,
      List<ReadSource> all,
      List<Integer> sources,
      Position.At start,
      LogGroups groups,
      Outlet outlet) {
    this.context = context;
    this.host = context.host();
    this.log = log;
    this.sources = List.copyOf(sources);
    this.names = new LogSource(all);
    this.groups = groups;
    this.hand = outlet.new Hand();
    this.ends = new LaneEnds(log);
    this.past = new Past(context, log, all, names, ends);
    this.unparked = host.channel(1);
    this.fetcher = new RecordFetcher(host, context.logs(), log, context.safeguards());
    this.idle = new Backoff(host, Duration.ofMillis(100), Duration.ofSeconds(2));
    this.suspended = new Backoff(host, Duration.ofMillis(100), Duration.ofSeconds(60));
    this.next = start.next();
    this.clock = start.clock();
  }

  /** Reads until the log's seal, or until this group has become part of another. */
  void run() throws InterruptedException {
    try {
      // The tail first: what is committed from now on is in it or, older, in the store.
      tail = context.tails().open(log, this::wanted);
      boolean more = true;
      while (more && groups.meet(this)) {
        StoredRecord stored = take();
        more = stored == null || apply(stored);
      }
      if (!more) {
        groups.finished(this);
      }
    } finally {
      hand.drop();
      fetcher.close();
      if (tail != null) {
        tail.close();
      }
    }
  }

  private boolean wanted(JournalName journal) {
    return names.readers(journal).stream().anyMatch(sources::contains);
  }

  /** The next record, or null if there is none yet or something else was done for it. */
  private @Nullable StoredRecord take() throws InterruptedException {
    StoredRecord live = live();
    if (live != null) {
      found();
      return live;
    }
    long head = tail == null ? -1 : tail.head();
    if (tail != null && head == next) {
      seenHead = next;
      if (tail.await(next, QUIET) || tail.head() != head) {
        return null;
      }
    }
    return switch (fetcher.fetch(next, Math.max(0, head))) {
      case RecordFetcher.Fetched.Found found -> {
        found();
        yield found.stored();
      }
      case RecordFetcher.Fetched.NotYet none -> {
        seenHead = next;
        rest(context.plan().suspended(log) ? suspended : idle);
        yield null;
      }
      case RecordFetcher.Fetched.History history -> {
        readHistory(history.boundary());
        yield null;
      }
      case RecordFetcher.Fetched.Failed failed -> {
        LOG.warn("{}: record {} cannot be read: {}; tried again", log, next, failed.why());
        rest(idle);
        yield null;
      }
    };
  }

  private @Nullable StoredRecord live() {
    Tails.Tail open = tail;
    if (open == null) {
      return null;
    }
    StoredRecord there = open.at(next);
    if (there == null && !context.on(Safeguard.READER_APPLIES_NEXT) && open.head() > next) {
      return open.at(open.head() - 1);
    }
    return there;
  }

  private void found() {
    idle.reset();
    suspended.reset();
  }

  private void rest(Backoff backoff) throws InterruptedException {
    Tails.Tail open = tail;
    if (open == null) {
      host.sleep(backoff.next());
      tail = context.tails().open(log, this::wanted);
    } else {
      open.await(next, backoff.next());
    }
  }

  /** Applies a record; false if it was the log's last. */
  private boolean apply(StoredRecord taken) throws InterruptedException {
    RecordHeader header = taken.header();
    if (!header.log().equals(log)) {
      throw new ReadFailed(
          "Record "
              + next
              + " of "
              + log
              + " belongs to "
              + header.log()
              + "; the store was changed by other hands.");
    }
    if (taken.epoch() < epoch) {
      throw new ReadFailed(
          "Record %d of %s was written by the owner of epoch %d after one of epoch %d; the store does not create objects atomically, or was changed by other hands."
              .formatted(next, log, taken.epoch(), epoch));
    }
    epoch = taken.epoch();
    seenHead = -1;
    names.learn(header);
    if (!names.knows(header) && !lookBack(taken)) {
      return true;
    }
    HybridClock at = header.clock().orElse(clock);
    requireAdmissible(at);
    boolean read = context.on(Safeguard.READER_SKIPS_READ_CLOCKS) && at.compareTo(clock) <= 0;
    IntPredicate wanted = sources::contains;
    if (!read) {
      names.follow(ends, header, wanted);
    }
    List<Integer> frames = read ? List.of() : names.frames(header, wanted);
    StoredRecord held = frames.isEmpty() ? taken : held(taken, frames);
    if (held == null) {
      return true;
    }
    Optional<Seal> seal = header.lineage().flatMap(l -> l.seal());
    return !deliver(new RecordPieces(names, fetcher, held, frames, wanted), held, at, seal)
        || seal.isEmpty();
  }

  /** Hands a record over, piece by piece; false if it is to be tried again. */
  private boolean deliver(
      RecordPieces pieces, StoredRecord record, HybridClock at, Optional<Seal> seal)
      throws InterruptedException {
    long to = record.sequence() + 1;
    if (pieces.count() == 0) {
      put(new ReadRecord(log, to, later(at), seal, List.of(), false, false, Set.of()));
      return true;
    }
    Set<String> schemas = names.schemas(record.header(), sources::contains);
    Optional<List<ReadSlice>> first = pieces.at(0);
    if (first.isEmpty()) {
      // Gone with its record, which the boundary will tell, or not to be had now.
      host.sleep(idle.next());
      return false;
    }
    List<ReadSlice> slices = first.get();
    for (int i = 1; i < pieces.count(); i++) {
      put(new ReadRecord(log, next, at, Optional.empty(), slices, false, true, schemas));
      slices = insist(pieces, i);
    }
    put(new ReadRecord(log, to, later(at), seal, slices, false, false, schemas));
    return true;
  }

  /** A piece that is not the first: what was handed over before it cannot be taken back. */
  private List<ReadSlice> insist(RecordPieces pieces, int index) throws InterruptedException {
    for (Optional<List<ReadSlice>> piece = pieces.at(index); ; piece = pieces.at(index)) {
      if (piece.isPresent()) {
        idle.reset();
        return piece.get();
      }
      if (fetcher.fetch(next, 0) instanceof RecordFetcher.Fetched.History) {
        throw new ReadFailed(
            "Record %d of %s was deleted while it was read; reading begins again before it."
                .formatted(next, log));
      }
      host.sleep(idle.next());
    }
  }

  private void put(ReadRecord read) throws InterruptedException {
    hand.over(new Moved(sources, read));
    if (!read.more()) {
      clock = read.clock();
      next = read.next();
    }
  }

  private HybridClock later(HybridClock at) {
    return at.compareTo(clock) > 0 ? at : clock;
  }

  private void requireAdmissible(HybridClock at) {
    if (context.on(Safeguard.INPUT_CLOCK_BOUND) && !at.admissible(host.now())) {
      throw ReadFailed.clockSkew(
          "ClockSkew: record %d of %s has the clock %s, more than 30 s ahead of this machine's %s. Correct the clock of the machine that is wrong."
              .formatted(next, log, at.instant(), host.now()));
    }
  }

  /** The record with its own frames in memory; null if that must be tried again. */
  private @Nullable StoredRecord held(StoredRecord taken, List<Integer> frames)
      throws InterruptedException {
    if (taken.holds(frames)) {
      return taken;
    }
    if (fetcher.fetch(next, 0) instanceof RecordFetcher.Fetched.Found found) {
      return found.stored();
    }
    host.sleep(idle.next());
    return null;
  }

  /**
   * Learns the names that were given since the last full table; false if that must be tried again.
   */
  private boolean lookBack(StoredRecord stored) throws InterruptedException {
    long first = stored.sequence() - stored.sequence() % LogPaths.SEGMENT;
    try (RecordFetcher back = new RecordFetcher(host, context.logs(), log, context.safeguards())) {
      for (long sequence = first; sequence < stored.sequence(); sequence++) {
        StoredRecord held = tail == null ? null : tail.at(sequence);
        if (held != null) {
          names.learn(held.header());
        } else if (back.fetch(sequence, stored.sequence())
            instanceof RecordFetcher.Fetched.Found found) {
          names.learn(found.stored().header());
        } else {
          host.sleep(idle.next());
          return false;
        }
      }
    }
    names.learn(stored.header());
    if (!names.knows(stored.header())) {
      throw new CorruptRecord(
          "record " + stored.sequence() + " of " + log + " uses journals that no record names");
    }
    return true;
  }

  private void readHistory(BoundaryWatch.Boundary boundary) throws InterruptedException {
    if (past.read(
        sources, clock, boundary, (at, slices, more) -> put(past(next, at, slices, more)))) {
      put(past(boundary.sequence(), boundary.clock(), List.of(), false));
    } else {
      host.sleep(idle.next());
    }
  }

  private ReadRecord past(long to, HybridClock at, List<ReadSlice> slices, boolean more) {
    HybridClock reached = more ? at : later(at);
    return new ReadRecord(log, to, reached, Optional.empty(), slices, true, more, Past.SCHEMAS);
  }

  List<Integer> sources() {
    return sources;
  }

  long position() {
    return next;
  }

  boolean samePosition(GroupFollower other) {
    return next == other.next && clock.equals(other.clock);
  }

  /**
   * Whether a reader at {@code position} has all: the log's end was seen there, and its live tail,
   * if there is one, has nothing newer.
   */
  boolean ends(long position) {
    Tails.Tail live = tail;
    return seenHead == position && (live == null || live.head() <= position);
  }

  void absorb(List<Integer> joining) {
    List<Integer> union = new ArrayList<>(sources);
    union.addAll(joining);
    sources = List.copyOf(union);
  }

  boolean parked() {
    return parked;
  }

  void setParked(boolean waits) {
    parked = waits;
  }

  void park(Duration longest) throws InterruptedException {
    unparked.receive(longest);
  }

  void unpark() {
    unparked.offer(true);
  }
}
