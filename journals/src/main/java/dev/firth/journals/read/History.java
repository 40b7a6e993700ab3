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

/**
 * One log's history, from its fragments: whole transactions, in the order of their clocks, over all
 * of its journals. Not thread-safe.
 */
final class History implements AutoCloseable {
  private static final int BATCH = 1 << 20;
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
      Map<JournalName, List<LaneListing.Fragment>> fragments,
      HybridClock after,
      HybridClock upTo) {
    this.context = context;
    this.log = log;
    this.after = context.on(Safeguard.READER_SKIPS_READ_CLOCKS) ? pack(after) : -1;
    this.upTo = pack(upTo);
    this.part = (int) Math.clamp(MEMORY / Math.max(1, fragments.size()), 64 << 10, 8 << 20);
    fragments.forEach(
        (journal, files) -> {
          if (context.on(Safeguard.LANES_CONTIGUOUS)) {
            requireContiguous(journal, files);
          }
          lanes.add(new Lane(journal, files));
        });
  }

  private static long pack(HybridClock clock) {
    return clock.millis() << 16 | clock.counter();
  }

  private static HybridClock unpack(long clock) {
    return new HybridClock(clock >>> 16, (int) (clock & 0xffff));
  }

  private void requireContiguous(JournalName journal, List<LaneListing.Fragment> files) {
    for (int i = 1; i < files.size(); i++) {
      long end = files.get(i - 1).name().end();
      long begin = files.get(i).name().begin();
      if (begin != end) {
        throw new ReadFailed(
            "The history of %s as %s wrote it has %s between bytes %d and %d: %s follows %s. Restore the fragments as they were."
                .formatted(
                    journal,
                    log,
                    begin > end ? "a gap" : "an overlap",
                    Math.min(begin, end),
                    Math.max(begin, end),
                    files.get(i).key(),
                    files.get(i - 1).key()));
      }
    }
  }

  /** Documents of whole transactions, by journal, and the clock of the last one. */
  record Batch(HybridClock clock, List<Documents> documents) {}

  /** Documents of one journal. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Documents(JournalName journal, byte[] bytes, int length, int count) {}

  /** The next transactions, about 1 MiB of them; null at the end. */
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
    while (!queue.isEmpty() && (size < BATCH || clock == queue.peek().clock)) {
      Lane lane = queue.remove();
      clock = lane.clock;
      boolean more = true;
      while (more && lane.clock == clock) {
        size += lane.take();
        more = lane.advance();
      }
      if (more) {
        queue.add(lane);
      }
    }
    if (clock < 0) {
      return null;
    }
    List<Documents> documents = new ArrayList<>();
    for (Lane lane : lanes) {
      if (lane.count > 0) {
        documents.add(lane.drain());
      }
    }
    return new Batch(unpack(clock), documents);
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
    private @Nullable FragmentLines lines;
    private long clock;
    private byte[] taken = new byte[0];
    private int length;
    private int count;

    Lane(JournalName journal, List<LaneListing.Fragment> files) {
      this.journal = journal;
      this.files = files;
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
      }
    }

    /** Copies the line; its length. */
    int take() {
      FragmentLines open = lines;
      if (open == null) {
        return 0;
      }
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
      Documents drained = new Documents(journal, taken, length, count);
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
