package dev.firth.journals.read;

import dev.firth.journals.host.Host;
import dev.firth.journals.log.Safeguard;
import dev.firth.journals.store.LogStore;
import java.time.Duration;
import java.util.Set;

/**
 * What a reader works with.
 *
 * @param logs the store where logs lie and producers are registered
 * @param lake the store where a collection's fragments lie
 * @param registryInterval how often the registry of producers is listed
 */
public record ReadContext(
    Host host,
    LogStore logs,
    LogStore lake,
    Tails tails,
    Duration registryInterval,
    Set<Safeguard> safeguards) {
  public ReadContext {
    safeguards = Set.copyOf(safeguards);
  }

  /** Logs and fragments in one store, the registry every 15 min. */
  public static ReadContext of(Host host, LogStore store, Tails tails) {
    return new ReadContext(host, store, store, tails, Duration.ofMinutes(15), Safeguard.ALL);
  }

  public ReadContext withSafeguards(Set<Safeguard> rules) {
    return new ReadContext(host, logs, lake, tails, registryInterval, rules);
  }

  /** Whether a rule holds. */
  public boolean on(Safeguard rule) {
    return safeguards.contains(rule);
  }
}
