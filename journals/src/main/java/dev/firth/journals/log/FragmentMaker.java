package dev.firth.journals.log;

import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentOutput;
import dev.firth.journals.log.RecordHeader.FragmentCut;
import dev.firth.journals.log.RecordHeader.Slice;
import dev.firth.journals.store.HeadAnswer;
import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.PutAnswer;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fragments that the log has decided on, from the ring of committed records or, what has
 * left it, from the log, a payload part at a time. Big ones one at a time; small ones together in
 * one pass over their records, which share frames. Memory is bounded, however much was committed
 * since the last cut and however big one transaction is.
 */
final class FragmentMaker {
  private static final long TOGETHER = 32L << 20;
  private static final long SMALL = 4L << 20;

  private final LogContext context;
  private final OwnedLog owned;
  private final Ring ring;
  private final Set<String> inherited = new HashSet<>();
  private int created;
  private long bytesCreated;
  private byte[] raw = {};

  FragmentMaker(LogContext context, OwnedLog owned, Ring ring) {
    this.context = context;
    this.owned = owned;
    this.ring = ring;
    inherited.addAll(owned.read(s -> List.copyOf(s.unwritten.keySet())));
  }

  /** Writes all of these; what exists is done. */
  void write(List<FragmentCut> cuts) throws InterruptedException, StoreTrouble {
    if (cuts.isEmpty()) {
      return;
    }
    Duration before = context.host().cpu();
    try {
      writeAll(cuts);
    } finally {
      context.observer().fragments(created, bytesCreated, context.host().cpu().minus(before));
      created = 0;
      bytesCreated = 0;
    }
  }

  private void writeAll(List<FragmentCut> cuts) throws InterruptedException, StoreTrouble {
    List<FragmentCut> together = new ArrayList<>();
    long bytes = 0;
    for (FragmentCut cut : cuts) {
      if (inherited.remove(cut.key()) && exists(cut)) {
        owned.fragmentWritten(cut.key());
        continue;
      }
      long size = cut.end() - cut.begin();
      if (size > SMALL || bytes + size > TOGETHER) {
        writeTogether(together);
        together.clear();
        bytes = 0;
      }
      together.add(cut);
      bytes += size;
    }
    writeTogether(together);
  }

  private LogStore store(FragmentCut cut) throws StoreTrouble {
    LogStore store = context.lakes().get(cut.store());
    if (store == null) {
      throw new StoreTrouble(
          "write the fragment " + cut.key(), "no store named '" + cut.store() + "' is configured");
    }
    return store;
  }

  private boolean exists(FragmentCut cut) throws InterruptedException, StoreTrouble {
    return store(cut).head(cut.key()) instanceof HeadAnswer.Found;
  }

  private void writeTogether(List<FragmentCut> cuts) throws InterruptedException, StoreTrouble {
    if (cuts.isEmpty()) {
      return;
    }
    Map<Integer, List<Target>> targets = new HashMap<>();
    List<Target> all = new ArrayList<>();
    long first = Long.MAX_VALUE;
    long last = -1;
    for (FragmentCut cut : cuts) {
      Target target = new Target(cut, cuts.size() == 1);
      all.add(target);
      targets.computeIfAbsent(cut.journal(), n -> new ArrayList<>()).add(target);
      first = Math.min(first, cut.firstSequence());
      last = Math.max(last, cut.lastSequence());
    }
    try {
      collect(first, last, targets);
      for (Target target : all) {
        target.put();
      }
    } catch (UncheckedIOException e) {
      throw new StoreTrouble(
          "spool a fragment in " + context.spool(), String.valueOf(e.getMessage()));
    } finally {
      all.forEach(Target::close);
    }
  }

  private void collect(long first, long last, Map<Integer, List<Target>> targets)
      throws InterruptedException, StoreTrouble {
    try (RecordFetcher fetcher =
        new RecordFetcher(context.host(), context.store(), owned.name(), context.safeguards())) {
      for (long sequence = first; sequence <= last; sequence++) {
        StoredRecord held = ring.at(sequence);
        StoredRecord stored = held != null ? held : fetch(fetcher, sequence, last + 1);
        List<Integer> frames =
            stored.header().slices().stream()
                .filter(s -> targets.containsKey(s.journal()))
                .map(Slice::frame)
                .distinct()
                .toList();
        if (!frames.isEmpty()) {
          collect(complete(stored, frames, fetcher, last + 1), frames, fetcher, targets);
        }
      }
    }
  }

  /** Takes what is wanted of one record, a payload part at a time. */
  private void collect(
      StoredRecord stored,
      List<Integer> frames,
      RecordFetcher fetcher,
      Map<Integer, List<Target>> targets)
      throws InterruptedException, StoreTrouble {
    for (FrameGroup group : FrameGroup.of(stored.header(), frames, Long.MAX_VALUE)) {
      Optional<StoredRecord> loaded = fetcher.load(stored, group.frames());
      if (loaded.isEmpty()) {
        throw new StoreTrouble("read record " + stored.sequence(), "a part is missing");
      }
      copy(loaded.get(), group.frames(), targets);
    }
  }

  /** A record of the ring whose inline frames left memory is read from the log instead. */
  private StoredRecord complete(
      StoredRecord held, List<Integer> frames, RecordFetcher fetcher, long head)
      throws InterruptedException, StoreTrouble {
    return held.holds(frames) ? held : fetch(fetcher, held.sequence(), head);
  }

  private static StoredRecord fetch(RecordFetcher fetcher, long sequence, long head)
      throws InterruptedException, StoreTrouble {
    String what = "read record " + sequence + " for a fragment";
    return switch (fetcher.fetch(sequence, head)) {
      case RecordFetcher.Fetched.Found found -> found.stored();
      case RecordFetcher.Fetched.NotYet none -> throw new StoreTrouble(what, "it is not there");
      case RecordFetcher.Fetched.History history -> throw new StoreTrouble(what, "it is deleted");
      case RecordFetcher.Fetched.Failed failed -> throw new StoreTrouble(what, failed.why());
    };
  }

  private void copy(StoredRecord loaded, List<Integer> frames, Map<Integer, List<Target>> targets) {
    for (int frame : frames) {
      ByteBuffer bytes = loaded.frame(frame);
      if (bytes == null) {
        throw new CorruptRecord("record " + loaded.sequence() + " has no frame " + frame);
      }
      RecordHeader.Frame described = loaded.header().frames().get(frame);
      raw = FrameCodec.decompress(bytes, described, raw);
      for (Slice slice : loaded.header().slices()) {
        if (slice.frame() == frame) {
          for (Target target : targets.getOrDefault(slice.journal(), List.of())) {
            target.add(slice, raw);
          }
        }
      }
    }
  }

  /**
   * One fragment being filled: a big one is compressed as it comes, of many small ones one at a
   * time.
   */
  private final class Target implements AutoCloseable {
    private final FragmentCut cut;
    private final FragmentCodec codec;
    private final @Nullable FragmentOutput streamed;
    private final byte[] collected;
    private long next;

    Target(FragmentCut cut, boolean alone) {
      this.cut = cut;
      this.codec = FragmentCodec.valueOf(cut.codec());
      this.streamed = alone ? new FragmentOutput(codec, context.spool()) : null;
      this.collected = new byte[alone ? 0 : Math.toIntExact(cut.end() - cut.begin())];
      this.next = cut.begin();
    }

    void add(Slice slice, byte[] raw) {
      if (slice.begin() < cut.begin() || slice.begin() >= cut.end()) {
        return;
      }
      if (slice.begin() != next) {
        throw new CorruptRecord("journal %d has a gap at byte %d".formatted(slice.journal(), next));
      }
      if (streamed != null) {
        streamed.write(raw, slice.offset(), slice.bytes());
      } else {
        int at = (int) (next - cut.begin());
        System.arraycopy(raw, slice.offset(), collected, at, slice.bytes());
      }
      next += slice.bytes();
    }

    void put() throws InterruptedException, StoreTrouble {
      if (next != cut.end()) {
        throw new CorruptRecord("the documents of " + cut.key() + " are not all in the log");
      }
      if (streamed != null) {
        put(streamed.finish());
        return;
      }
      try (FragmentOutput out = new FragmentOutput(codec, context.spool())) {
        out.write(collected, 0, collected.length);
        put(out.finish());
      }
    }

    private void put(List<ByteBuffer> file) throws InterruptedException, StoreTrouble {
      String what = "write the fragment " + cut.key();
      switch (store(cut).putIfAbsent(cut.key(), file)) {
        case PutAnswer.Created answer -> {
          created++;
          bytesCreated += file.stream().mapToLong(ByteBuffer::remaining).sum();
          owned.fragmentWritten(cut.key());
        }
        case PutAnswer.Exists exists -> owned.fragmentWritten(cut.key());
        case PutAnswer.Unknown unknown -> throw new StoreTrouble(what, unknown.why());
        case PutAnswer.Refused refused ->
            throw new StoreTrouble(what, refused.code() + " " + refused.why());
      }
    }

    @Override
    public void close() {
      if (streamed != null) {
        streamed.close();
      }
    }
  }
}
