package dev.firth.journals.read;

import dev.firth.journals.fragment.FragmentLines;
import dev.firth.journals.fragment.MetaClock;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Safeguard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log's history, from its fragments: its transactions in the order of their clocks, over all of
 * its journals, about a MiB at a time. Not thread-safe.
 */
final class History implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(History.class);
  private static final long BATCH = Math.min(1 << 20, RecordPieces.PIECE);
  private static final long MEMORY = 64L << 20;

  private final ReadContext context;
  private final LogName log;
  private final long after;
  private final long upTo;
  private final int part;
  private final List<Lane> lanes = new ArrayList<>();
  private final PriorityQueue<Lane> queue =
      new PriorityQueue<>((a, b) -> Long.compare(a.clock, b.clock));
  private boolean started;

  /**
   * @param after clocks up to this are read already
   * @param upTo clocks above this are left to the log
   */
  History(
      ReadContext context,
      LogName log,
      Map<JournalName, LaneListing.Lane> fragments,
      HybridClock after,
      HybridClock upTo) {
    this.context = context;
    this.log = log;
    this.after = context.on(Safeguard.READER_SKIPS_READ_CLOCKS) ? pack(after) : -1;
    this.upTo = context.on(Safeguard.HISTORY_STOPS_AT_BOUNDARY) ? pack(upTo) : Long.MAX_VALUE;
    long open = fragments.values().stream().filter(lane -> !lane.fragments().isEmpty()).count();
    this.part = (int) Math.clamp(MEMORY / Math.max(1, open), 64 << 10, 8 << 20);
    fragments.forEach(
        (journal, lane) -> {
          if (context.on(Safeguard.LANES_CONTIGUOUS)) {
            requireContiguous(journal, lane);
          }
          lanes.add(new Lane(journal, lane));
        });
  }

  private static long pack(HybridClock clock) {
    return clock.millis() << 16 | clock.counter();
  }

  private static HybridClock unpack(long clock) {
    return new HybridClock(clock >>> 16, (int) (clock & 0xffff));
  }

  private void requireContiguous(JournalName journal, LaneListing.Lane lane) {
    long end = lane.before().orElseGet(() -> lane.fragments().getFirst().name().begin());
    String before = "what is read";
    for (LaneListing.Fragment f : lane.fragments()) {
      if (f.name().begin() != end) {
        throw LaneEnds.gap(journal, log, end, f.name().begin(), f.key() + " follows " + before);
      }
      end = f.name().end();
      before = f.key();
    }
    // A fragment above the boundary shows at once what the log would show only when it goes on.
    if (lane.next().orElse(end) > end) {
      throw LaneEnds.gap(
          journal, log, end, lane.next().getAsLong(), "the next fragment follows " + before);
    }
    if (lane.fragments().isEmpty()) {
      return;
    }
    LaneListing.Fragment first = lane.fragments().getFirst();
    if (lane.before().isEmpty() && first.name().begin() > 0 && after < pack(first)) {
      LOG.warn(
          "{}: history of {} begins at {}: what was written before has expired",
          log,
          journal,
          first.key());
    }
  }

  private static long pack(LaneListing.Fragment fragment) {
    return MetaClock.pack(fragment.name().firstClock());
  }

  /**
   * Documents by journal.
   *
   * @param clock of the last transaction
   * @param more whether that one goes on in the next batch
   */
  record Batch(HybridClock clock, List<Documents> documents, boolean more) {}

  /**
   * Documents of one journal.
   *
   * @param begin offset in the lane
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Documents(JournalName journal, long begin, byte[] bytes, int length, int count) {}

  /** The next documents, about 1 MiB of them; null at the end. */
  @Nullable Batch next() throws IOException {
    if (!started) {
      started = true;
      for (Lane lane : lanes) {
        if (lane.advance()) {
          queue.add(lane);
        }
      }
    }
    long size = 0;
    long clock = -1;
    while (!queue.isEmpty() && size < BATCH) {
      Lane lane = queue.remove();
      clock = lane.clock;
      boolean more = true;
      while (more && lane.clock == clock && size < BATCH) {
        size += lane.take();
        more = lane.advance();
      }
      if (more) {
        queue.add(lane);
      }
    }
    Lane next = queue.peek();
    if (clock < 0) {
      return null;
    }
    List<Documents> documents = new ArrayList<>();
    for (Lane lane : lanes) {
      if (lane.count > 0) {
        documents.add(lane.drain());
      }
    }
    return new Batch(unpack(clock), documents, next != null && next.clock == clock);
  }

  /**
   * After the last batch: where each lane was left, for the log to go on from. Who begins at a time
   * that the log still knows goes on behind that.
   */
  void leave(LaneEnds ends) {
    if (context.on(Safeguard.LANES_CONTIGUOUS) && after <= upTo) {
      lanes.forEach(lane -> ends.reached(lane.journal, lane.position));
    }
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
  }

  /** The fragments of one journal, as one run of lines. */
  private final class Lane {
    private final JournalName journal;
    private final List<LaneListing.Fragment> files;
    private int file;
    private long position;
    private long taking;
    private @Nullable FragmentLines lines;
    private long clock;
    private byte[] taken = new byte[0];
    private int length;
    private int count;

    Lane(JournalName journal, LaneListing.Lane lane) {
      this.journal = journal;
      this.files = lane.fragments();
      this.position =
          files.isEmpty() ? lane.before().orElseThrow() : files.getFirst().name().begin();
    }

    /** Moves to the next line that is wanted; false at the end. */
    boolean advance() throws IOException {
      while (true) {
        FragmentLines open = lines;
        if (open == null) {
          if (file == files.size()) {
            return false;
          }
          LaneListing.Fragment f = files.get(file++);
          open =
              new FragmentLines(
                  new StoreInput(context.host(), context.lake(), f.key(), f.size(), part),
                  f.name().codec());
          lines = open;
        }
        if (!open.next()) {
          requireWhole(files.get(file - 1));
          open.close();
          lines = null;
          continue;
        }
        clock = MetaClock.find(open.bytes(), open.offset(), open.length());
        if (clock < 0) {
          throw new ReadFailed(
              "A document in "
                  + files.get(file - 1).key()
                  + " has no /_meta/clock; was the fragment changed by other hands?");
        }
        if (clock > upTo) {
          close();
          file = files.size();
          return false;
        }
        if (clock > after) {
          return true;
        }
        position += open.length();
      }
    }

    private void requireWhole(LaneListing.Fragment f) {
      if (context.on(Safeguard.LANES_CONTIGUOUS) && position != f.name().end()) {
        throw new ReadFailed(
            "%s holds the bytes up to %d of its journal instead of %d; was the fragment changed by other hands? Restore it, or backfill."
                .formatted(f.key(), position, f.name().end()));
      }
    }

    /** Copies the line; its length. */
    int take() {
      FragmentLines open = lines;
      if (open == null) {
        return 0;
      }
      taking = count == 0 ? position : taking;
      position += open.length();
      int end = length + open.length();
      if (end > taken.length) {
        taken = Arrays.copyOf(taken, Math.max(end, Math.max(4096, taken.length * 2)));
      }
      System.arraycopy(open.bytes(), open.offset(), taken, length, open.length());
      length = end;
      count++;
      return open.length();
    }

    Documents drain() {
      Documents drained = new Documents(journal, taking, taken, length, count);
      taken = new byte[0];
      length = 0;
      count = 0;
      return drained;
    }

    void close() {
      FragmentLines open = lines;
      lines = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }
}
