package dev.firth.journals.read;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Ring;
import dev.firth.journals.log.RingDirectory;
import dev.firth.journals.log.StoredRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tails between the shards of one process: owners announce their rings, readers hold cursors in
 * them.
 */
public final class InProcessTails implements Tails, RingDirectory {
  private final Host host;
  private final Map<LogName, Hub> hubs = new ConcurrentHashMap<>();

  public InProcessTails(Host host) {
    this.host = host;
  }

  /** One log's ring, whoever owns the log, and the readers that wait for it. */
  private static final class Hub {
    private final Set<Channel<Boolean>> waiting = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Ring ring;
    private volatile Map<JournalName, Long> ended = Map.of();

    void replace(@Nullable Ring opened) {
      Ring before = ring;
      ring = opened;
      for (Channel<Boolean> channel : waiting) {
        if (before != null) {
          before.forget(channel);
        }
        if (opened != null) {
          opened.wake(channel);
        }
        channel.offer(true);
      }
    }
  }

  @Override
  public void opened(LogName log, Ring ring) {
    Hub hub = hub(log);
    synchronized (hub) {
      hub.replace(ring);
    }
  }

  @Override
  public void closed(LogName log, Ring ring) {
    Hub hub = hub(log);
    synchronized (hub) {
      if (hub.ring == ring) {
        hub.ended = ring.lanes().ends();
        hub.replace(null);
      }
    }
  }

  private Hub hub(LogName log) {
    return hubs.computeIfAbsent(log, name -> new Hub());
  }

  /** Never null: without an owner in this process the tail waits for one. */
  @Override
  public Tail open(LogName log, Predicate<JournalName> journals) {
    Hub hub = hub(log);
    Cursor cursor = new Cursor(host, hub);
    synchronized (hub) {
      hub.waiting.add(cursor.wake);
      Ring ring = hub.ring;
      if (ring != null) {
        ring.wake(cursor.wake);
      }
    }
    return cursor;
  }

  private static final class Cursor implements Tail {
    private final Host host;
    private final Hub hub;
    private final Channel<Boolean> wake;

    Cursor(Host host, Hub hub) {
      this.host = host;
      this.hub = hub;
      this.wake = host.channel(1);
    }

    @Override
    public @Nullable StoredRecord at(long sequence) {
      Ring ring = hub.ring;
      return ring == null ? null : ring.at(sequence);
    }

    @Override
    public long head() {
      Ring ring = hub.ring;
      return ring == null ? -1 : ring.head();
    }

    @Override
    public boolean await(long sequence, Duration wait) throws InterruptedException {
      long deadline = host.nanoTime() + wait.toNanos();
      Ring seen = hub.ring;
      while (head() <= sequence) {
        Duration left = Duration.ofNanos(deadline - host.nanoTime());
        boolean told = left.isPositive() && wake.receive(left) != null;
        // A ring that was closed may have taken a last record with it: the store has that.
        if (!told || seen == null || hub.ring != seen) {
          return head() > sequence;
        }
      }
      return true;
    }

    @Override
    public long unread(
        Predicate<JournalName> journals, long from, ToLongFunction<JournalName> read) {
      Ring ring = hub.ring;
      Map<JournalName, Long> ends = ring == null ? hub.ended : ring.lanes().ends();
      long sum = 0;
      for (Map.Entry<JournalName, Long> lane : ends.entrySet()) {
        if (journals.test(lane.getKey())) {
          long known = read.applyAsLong(lane.getKey());
          long at = known >= 0 ? known : begin(ring, lane.getKey(), from, lane.getValue());
          sum += Math.max(0, lane.getValue() - at);
        }
      }
      return sum;
    }

    /** Where a journal goes on for a reader that has seen nothing of it; its end if unknown. */
    private static long begin(@Nullable Ring ring, JournalName journal, long from, long end) {
      if (from == 0) {
        return 0;
      }
      return ring == null ? end : ring.begin(ring.lanes().number(journal), from).orElse(end);
    }

    @Override
    public void close() {
      synchronized (hub) {
        hub.waiting.remove(wake);
        Ring ring = hub.ring;
        if (ring != null) {
          ring.forget(wake);
        }
      }
    }
  }
}
