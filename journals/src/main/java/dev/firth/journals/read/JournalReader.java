package dev.firth.journals.read;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.ChannelClosed;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.Backoff;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.Cut;
import dev.firth.journals.log.Exit;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads sources from a cut on: history, log objects, live tail, every transaction of every producer
 * once and whole, in the order of its log; big ones in pieces, so that memory is bounded. Sources
 * at equal positions of a log move together; one behind catches up alone. {@link #next} and {@link
 * #cut} are for one thread.
 */
public final class JournalReader implements AutoCloseable {
  private final ReadContext context;
  private final List<ReadSource> sources;
  private final Position.At unknown;
  private final Outlet outlet;
  private final Channel<Moved> out;
  private final Progress progress;
  private final Map<LogName, LogGroups> logs = new TreeMap<>();
  private final List<Host.Fork> forks = new ArrayList<>();
  private Cut cut;
  private boolean closed;
  private volatile boolean listed;
  private volatile @Nullable ReadFailed failure;

  /** Begins to read in the background. */
  public JournalReader(ReadContext context, List<ReadSource> sources, Cut start) {
    this(context, sources, start, (Position.At) Position.START);
  }

  /**
   * @param unknown where a log begins that {@code start} does not know
   */
  JournalReader(ReadContext context, List<ReadSource> sources, Cut start, Position.At unknown) {
    this.context = context;
    this.sources = List.copyOf(sources);
    this.unknown = unknown;
    this.outlet = new Outlet(context.host());
    this.out = outlet.out();
    this.progress = new Progress(context, this.sources);
    this.cut = start;
    for (ReadSource source : sources) {
      begin(source, source.producers());
    }
    hear();
    fork("registry", this::watchRegistry);
  }

  /**
   * The next transactions that hold documents of the sources, or a piece of a big one, or a seal.
   *
   * @return null if none came in time
   * @throws ReadFailed if reading cannot go on
   */
  public @Nullable ReadRecord next(Duration wait) throws InterruptedException {
    Host host = context.host();
    long deadline = host.nanoTime() + wait.toNanos();
    Duration left = wait;
    while (true) {
      Moved moved = receive(left);
      if (moved == null) {
        return null;
      }
      apply(moved);
      ReadRecord read = moved.record();
      if (!read.slices().isEmpty() || read.seal().isPresent()) {
        return read;
      }
      left = Duration.ofNanos(Math.max(0, deadline - host.nanoTime()));
    }
  }

  private @Nullable Moved receive(Duration wait) throws InterruptedException {
    ReadFailed broken = failure;
    if (broken != null) {
      throw broken;
    }
    try {
      Moved ready = out.poll();
      return ready != null ? ready : wait.isPositive() ? out.receive(wait) : null;
    } catch (ChannelClosed e) {
      ReadFailed why = failure;
      throw why != null ? why : new ReadFailed("The reader is closed.");
    }
  }

  private synchronized void apply(Moved moved) {
    ReadRecord read = moved.record();
    progress.took(read);
    if (read.more()) {
      return;
    }
    List<String> names = moved.sources().stream().map(i -> sources.get(i).name()).toList();
    if (read.seal().isPresent()) {
      for (String name : names) {
        cut = cut.seal(name, read.log(), read.seal().get());
      }
    } else {
      cut = cut.with(names, read.log(), new Position.At(read.next(), read.clock()));
    }
    for (int source : moved.sources()) {
      cut.position(sources.get(source).name(), read.log())
          .ifPresent(at -> progress.at(source, read.log(), at));
    }
    if (read.seal().isPresent()) {
      followAll();
    }
  }

  /**
   * The position after the last whole transaction that {@link #next} returned, and after records
   * behind it that hold nothing for us.
   */
  public synchronized Cut cut() {
    return cut;
  }

  /**
   * Whether all of every known log has been taken from {@link #next}: when each log was last looked
   * at from where this reader is, at most 2 s ago (60 s where its producer is suspended) or through
   * its live tail, nothing more was there.
   */
  public synchronized boolean atHead() {
    if (!listed || out.size() > 0) {
      return false;
    }
    for (Map.Entry<LogName, LogGroups> log : logs.entrySet()) {
      for (GroupFollower group : log.getValue().all()) {
        for (int source : group.sources()) {
          Position at = cut.position(sources.get(source).name(), log.getKey()).orElse(unknown);
          if (!(at instanceof Position.At here) || !group.ends(here.next())) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** How far the sources have come. */
  public Progress progress() {
    return progress;
  }

  /** Starts to read every log in which the cut has a position that nobody reads on from. */
  private synchronized void followAll() {
    if (closed) {
      return;
    }
    Map<LogName, Map<Position.At, List<Integer>>> starts = new LinkedHashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      int source = i;
      cut.logs(sources.get(i).name())
          .forEach(
              (log, position) -> {
                if (position instanceof Position.At at && !groups(log).reads(source)) {
                  progress.at(source, log, at);
                  starts
                      .computeIfAbsent(log, l -> new HashMap<>())
                      .computeIfAbsent(at, a -> new ArrayList<>())
                      .add(source);
                }
              });
    }
    starts.forEach((log, byPosition) -> byPosition.forEach((at, group) -> follow(log, at, group)));
  }

  private LogGroups groups(LogName log) {
    return logs.computeIfAbsent(log, l -> new LogGroups());
  }

  private void follow(LogName log, Position.At at, List<Integer> group) {
    LogGroups groups = groups(log);
    GroupFollower follower = new GroupFollower(context, log, sources, group, at, groups, outlet);
    groups.add(follower);
    fork("read " + log, follower::run);
  }

  private void fork(String name, Host.Body body) {
    forks.add(
        context
            .host()
            .fork(
                name,
                () -> {
                  try {
                    body.run();
                  } catch (ChannelClosed e) {
                    // Closed while it handed something over: the reader is no longer wanted.
                  } catch (ReadFailed e) {
                    broken(e);
                  } catch (Exit.ClockSkew e) {
                    broken(ReadFailed.clockSkew(String.valueOf(e.getMessage())));
                  } catch (RuntimeException e) {
                    broken(new ReadFailed(name + ": " + e));
                  }
                }));
  }

  private void broken(ReadFailed why) {
    failure = why;
    out.close();
  }

  private void watchRegistry() throws InterruptedException {
    Host host = context.host();
    Backoff backoff = new Backoff(host, Duration.ofMillis(100), Duration.ofSeconds(10));
    Channel<Boolean> changed = host.channel(1);
    context.plan().watch(changed);
    try {
      while (true) {
        hear();
        Duration wait = backoff.next();
        if (listRegistry()) {
          listed = true;
          backoff.reset();
          wait = context.registryInterval();
        }
        changed.receive(wait);
      }
    } finally {
      context.plan().forget(changed);
    }
  }

  /** Begins with the producers that the plan names by now. */
  private void hear() {
    Map<CollectionName, List<LogName>> planned = new HashMap<>();
    for (ReadSource source : sources) {
      planned.computeIfAbsent(source.collection(), context.plan()::producers);
    }
    begin(planned);
  }

  private boolean listRegistry() throws InterruptedException {
    Map<CollectionName, List<LogName>> found = new HashMap<>();
    for (ReadSource source : sources) {
      if (!found.containsKey(source.collection())) {
        Optional<List<LogName>> producers = Registry.producers(context.logs(), source.collection());
        if (producers.isEmpty()) {
          return false;
        }
        found.put(source.collection(), producers.get());
      }
    }
    begin(found);
    return true;
  }

  /** Sources that hear of a log together begin it together. */
  private synchronized void begin(Map<CollectionName, List<LogName>> producers) {
    for (ReadSource source : sources) {
      begin(source, producers.getOrDefault(source.collection(), List.of()));
    }
    followAll();
  }

  private void begin(ReadSource source, List<LogName> producers) {
    for (LogName log : producers) {
      if (cut.position(source.name(), log).isEmpty()) {
        cut = cut.with(source.name(), log, unknown);
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      forks.forEach(Host.Fork::cancel);
    }
    progress.close();
    out.close();
  }
}
