package dev.firth.journals.read;

import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the sources of one reader have come, and how much waits behind that: for people, in any
 * thread, also after the reader was closed.
 */
public final class Progress {
  private final ReadContext context;
  private final List<ReadSource> sources;
  private final List<Map<LogName, OfLog>> read = new ArrayList<>();
  private final Map<LogName, Tails.Tail> tails = new TreeMap<>();
  private boolean closed;

  /** One source in one log. */
  private static final class OfLog {
    private long next;
    private boolean done;
    private final Map<JournalName, Long> ends = new HashMap<>();
  }

  Progress(ReadContext context, List<ReadSource> sources) {
    this.context = context;
    this.sources = sources;
    sources.forEach(source -> read.add(new TreeMap<>()));
  }

  private OfLog of(int source, LogName log) {
    return read.get(source).computeIfAbsent(log, l -> new OfLog());
  }

  /** A source begins a log, or has moved in it. */
  synchronized void at(int source, LogName log, Position position) {
    OfLog of = of(source, log);
    switch (position) {
      case Position.At at -> of.next = at.next();
      case Position.Done done -> of.done = true;
    }
    if (!closed && !of.done && !tails.containsKey(log)) {
      Tails.Tail tail = context.tails().open(log, journal -> false);
      if (tail != null) {
        tails.put(log, tail);
      }
    }
  }

  /** Documents were taken. */
  synchronized void took(ReadRecord record) {
    for (ReadSlice slice : record.slices()) {
      of(slice.source(), record.log()).ends.put(slice.journal(), slice.begin() + slice.length());
    }
  }

  /**
   * Bytes of committed documents (as NDJSON) that a source has still to read, as far as owners of
   * logs in this process tell.
   *
   * @param source its index
   */
  public synchronized long unread(int source) {
    ReadSource of = sources.get(source);
    long sum = 0;
    for (Map.Entry<LogName, OfLog> log : read.get(source).entrySet()) {
      Tails.@Nullable Tail tail = tails.get(log.getKey());
      OfLog reached = log.getValue();
      if (tail != null && !reached.done) {
        sum +=
            tail.unread(
                journal ->
                    of.collection().equals(journal.collection())
                        && of.partitions().test(journal.partition()),
                reached.next,
                journal -> reached.ends.getOrDefault(journal, -1L));
      }
    }
    return sum;
  }

  synchronized void close() {
    closed = true;
    tails.values().forEach(Tails.Tail::close);
  }
}
