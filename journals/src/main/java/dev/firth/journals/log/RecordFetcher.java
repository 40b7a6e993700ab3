package dev.firth.journals.log;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.ChannelClosed;
import dev.firth.journals.host.Host;
import dev.firth.journals.store.GetAnswer;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log's records from the store, one after the other: up to 16 gets in flight, whole
 * segments where they exist, and no answer believed without a look at the boundaries. Not
 * thread-safe.
 */
public final class RecordFetcher implements AutoCloseable {
  /** Only simulations, whose logs are short, set another. */
  static final int IN_FLIGHT = Integer.getInteger("firth.simulation.inflight", 16);

  /** How many bytes of records may be on their way, judged by the biggest of late. */
  private static final long BYTES_IN_FLIGHT = 32L << 20;

  /** From so many records on, a whole segment is worth a look for it. */
  private static final int FAR = LogPaths.SEGMENT / 4;

  private final Host host;
  private final LogStore store;
  private final LogPaths paths;
  private final BoundaryWatch boundaries;
  private final NavigableMap<Long, Pending> pending = new TreeMap<>();
  private final NavigableMap<Long, StoredRecord> segment = new TreeMap<>();
  private final NavigableSet<Long> segments = new TreeSet<>();
  private long segmentsListedAt = Long.MIN_VALUE;
  private int window = 1;
  private int hits;
  private long size;

  private record Pending(Host.Fork fork, Channel<GetAnswer> answer) {}

  public RecordFetcher(Host host, LogStore store, LogName log, Set<Safeguard> rules) {
    this.host = host;
    this.store = store;
    this.paths = new LogPaths(log);
    this.boundaries = new BoundaryWatch(host, store, log, rules);
  }

  /** What is known about one sequence. */
  public sealed interface Fetched {
    /** The record. */
    record Found(StoredRecord stored) implements Fetched {}

    /** No record was written there yet. */
    record NotYet() implements Fetched {}

    /** It is deleted, or may be: history is to be read up to the boundary. */
    record History(BoundaryWatch.Boundary boundary) implements Fetched {}

    /** The store gave no useful answer. */
    record Failed(String why) implements Fetched {}
  }

  /**
   * Fetches a record.
   *
   * @param head a sequence below which records are known to exist; 0 if nothing is known
   * @throws CorruptRecord if there is an object that is no record
   */
  public Fetched fetch(long sequence, long head) throws InterruptedException {
    if (boundaries.above(sequence).orElse(false)) {
      return history();
    }
    StoredRecord bundled = fromSegment(sequence, head);
    if (bundled != null) {
      hits++;
      return new Fetched.Found(bundled);
    }
    GetAnswer answer = get(sequence, head);
    switch (answer) {
      case GetAnswer.Found found -> boundaries.answered(found.storeDate());
      case GetAnswer.Missing missing -> boundaries.answered(missing.storeDate());
      case GetAnswer.Failed failed -> {}
    }
    Optional<Boolean> above = boundaries.above(sequence);
    if (above.isEmpty()) {
      return new Fetched.Failed("the boundaries cannot be listed");
    }
    if (above.get()) {
      return history();
    }
    return switch (answer) {
      case GetAnswer.Found found -> {
        window = Math.min(IN_FLIGHT, window * 2);
        size = Math.max(found.bytes().length, size * 7 / 8);
        hits++;
        yield new Fetched.Found(StoredRecord.parse(sequence, found.bytes()));
      }
      case GetAnswer.Missing missing -> {
        forget();
        yield new Fetched.NotYet();
      }
      case GetAnswer.Failed failed -> {
        // The others in flight are as good as ever; only no more of them.
        window = 1;
        hits = 0;
        yield new Fetched.Failed(failed.why());
      }
    };
  }

  private Fetched history() throws InterruptedException {
    forget();
    return boundaries
        .newest()
        .<Fetched>map(Fetched.History::new)
        .orElseGet(() -> new Fetched.Failed("the newest boundary cannot be read"));
  }

  private void forget() {
    window = 1;
    hits = 0;
    pending.values().forEach(p -> p.fork().cancel());
    pending.clear();
  }

  private GetAnswer get(long sequence, long head) throws InterruptedException {
    NavigableMap<Long, Pending> passed = pending.headMap(sequence, false);
    passed.values().forEach(p -> p.fork().cancel());
    passed.clear();
    long known = size == 0 ? window : Math.max(window, head - sequence);
    long room = Math.min(IN_FLIGHT, BYTES_IN_FLIGHT / Math.max(1, size));
    int wanted = (int) Math.max(1, Math.min(room, known));
    if (wanted == 1 && pending.isEmpty()) {
      return store.get(paths.record(sequence));
    }
    for (long s = sequence; s < sequence + wanted; s++) {
      pending.computeIfAbsent(s, this::start);
    }
    Pending first = pending.remove(sequence);
    if (first == null) {
      return store.get(paths.record(sequence));
    }
    try {
      return first.answer().receive();
    } catch (ChannelClosed e) {
      return new GetAnswer.Failed(0, "", "the request was given up");
    }
  }

  private Pending start(long sequence) {
    Channel<GetAnswer> answer = host.channel(1);
    String key = paths.record(sequence);
    Host.Fork fork =
        host.fork(
            "get " + key,
            () -> {
              try {
                answer.offer(store.get(key));
              } finally {
                answer.close();
              }
            });
    return new Pending(fork, answer);
  }

  private @Nullable StoredRecord fromSegment(long sequence, long head) throws InterruptedException {
    StoredRecord ready = segment.remove(sequence);
    if (ready != null) {
      return ready;
    }
    long first = sequence - sequence % LogPaths.SEGMENT;
    boolean far = head - sequence >= FAR || hits >= FAR;
    if (!far || !exists(first)) {
      return null;
    }
    if (!(store.get(paths.segment(first)) instanceof GetAnswer.Found found)) {
      segments.remove(first);
      return null;
    }
    forget();
    segment.clear();
    for (StoredRecord r : Segment.decode(found.bytes())) {
      segment.put(r.sequence(), r);
    }
    hits = FAR;
    segment.headMap(sequence).clear();
    return segment.remove(sequence);
  }

  private boolean exists(long first) throws InterruptedException {
    if (!segments.contains(first) && segmentsListedAt < first) {
      segmentsListedAt = first;
      String after = first == 0 ? null : paths.segment(first - LogPaths.SEGMENT);
      if (store.list(paths.segments(), after, 1000) instanceof ListAnswer.Listed page) {
        for (ListAnswer.Entry e : page.entries()) {
          first(e.key()).ifPresent(segments::add);
        }
      }
    }
    return segments.contains(first);
  }

  private static OptionalLong first(String key) {
    int dash = key.lastIndexOf('-');
    return dash < 0 ? OptionalLong.empty() : LogPaths.last(key.substring(0, dash));
  }

  /**
   * A record with the payload parts that hold these frames.
   *
   * @return empty if a part is not to be had: gone with its record, or the store does not answer
   * @throws CorruptRecord if a part is not what the record says
   */
  public Optional<StoredRecord> load(StoredRecord stored, List<Integer> frames)
      throws InterruptedException {
    StoredRecord loaded = stored;
    for (int part : stored.missingParts(frames)) {
      RecordHeader.Part named = stored.header().parts().get(part);
      if (!(store.get(paths.payload(named.name())) instanceof GetAnswer.Found found)) {
        return Optional.empty();
      }
      if (found.bytes().length != named.bytes() || Checksum.of(found.bytes()) != named.crc32c()) {
        throw new CorruptRecord(
            "the part " + named.name() + " is not what record " + stored.sequence() + " says");
      }
      loaded = loaded.withPart(part, found.bytes());
    }
    return Optional.of(loaded);
  }

  @Override
  public void close() {
    forget();
  }
}
