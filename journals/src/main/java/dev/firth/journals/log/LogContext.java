package dev.firth.journals.log;

import dev.firth.journals.fragment.FragmentSettings;
import dev.firth.journals.host.Host;
import dev.firth.journals.store.LogStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What an owner of logs works with.
 *
 * @param store where logs lie
 * @param lakes the stores that fragments go to or went to, by name; cut records name them
 * @param lake the name of the one that new fragments go to
 * @param fragments how a journal's fragments are cut
 * @param retention R of new logs, at least 20 s; another R in a log's records is changed to it
 * @param rings where committed records are offered to live readers
 * @param endpoint where other processes reach this owner's tail; {@code ""} for nowhere
 * @param spool folder of local files for fragments that are too big for memory; disposable
 * @param observer sees what is done beside transactions
 * @param safeguards the rules that hold; anything but {@link Safeguard#ALL} is for simulations
 */
public record LogContext(
    Host host,
    LogStore store,
    Map<String, LogStore> lakes,
    String lake,
    Function<JournalName, FragmentSettings> fragments,
    Duration retention,
    RingDirectory rings,
    String endpoint,
    Path spool,
    LogObserver observer,
    Set<Safeguard> safeguards) {

  /** The shortest R. */
  public static final Duration SHORTEST_RETENTION = Duration.ofSeconds(20);

  public LogContext {
    lakes = Map.copyOf(lakes);
    safeguards = Set.copyOf(safeguards);
    if (retention.compareTo(SHORTEST_RETENTION) < 0) {
      throw new IllegalArgumentException(
          "logRetention is " + retention + "; it must be at least 20 s");
    }
    if (!lakes.containsKey(lake)) {
      throw new IllegalArgumentException("no store named '" + lake + "' for fragments");
    }
  }

  /** Logs and fragments in one store, R of 24 h, no live readers, the system's temporary folder. */
  public static LogContext of(Host host, LogStore store) {
    return new LogContext(
        host,
        store,
        Map.of("", store),
        "",
        journal -> FragmentSettings.DEFAULT,
        Duration.ofHours(24),
        RingDirectory.NONE,
        "",
        Path.of(System.getProperty("java.io.tmpdir")),
        LogObserver.NONE,
        Safeguard.ALL);
  }

  public LogContext withRetention(Duration r) {
    return new LogContext(
        host, store, lakes, lake, fragments, r, rings, endpoint, spool, observer, safeguards);
  }

  public LogContext withRings(RingDirectory directory) {
    return new LogContext(
        host,
        store,
        lakes,
        lake,
        fragments,
        retention,
        directory,
        endpoint,
        spool,
        observer,
        safeguards);
  }

  public LogContext withFragments(Function<JournalName, FragmentSettings> settings) {
    return new LogContext(
        host,
        store,
        lakes,
        lake,
        settings,
        retention,
        rings,
        endpoint,
        spool,
        observer,
        safeguards);
  }

  public LogContext withSpool(Path folder) {
    return new LogContext(
        host,
        store,
        lakes,
        lake,
        fragments,
        retention,
        rings,
        endpoint,
        folder,
        observer,
        safeguards);
  }

  public LogContext withObserver(LogObserver sees) {
    return new LogContext(
        host, store, lakes, lake, fragments, retention, rings, endpoint, spool, sees, safeguards);
  }

  public LogContext withHost(Host machine) {
    return new LogContext(
        machine,
        store,
        lakes,
        lake,
        fragments,
        retention,
        rings,
        endpoint,
        spool,
        observer,
        safeguards);
  }

  public LogContext withSafeguards(Set<Safeguard> rules) {
    return new LogContext(
        host, store, lakes, lake, fragments, retention, rings, endpoint, spool, observer, rules);
  }

  /** Whether a rule holds. */
  public boolean on(Safeguard rule) {
    return safeguards.contains(rule);
  }
}
