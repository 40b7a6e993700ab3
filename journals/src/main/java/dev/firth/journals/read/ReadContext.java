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
 * @param plan hints of who writes where
 * @param registryInterval how often the registry of producers is listed
 */
public record ReadContext(
    Host host,
    LogStore logs,
    LogStore lake,
    Tails tails,
    Plan plan,
    Duration registryInterval,
    Set<Safeguard> safeguards) {
  public ReadContext {
    safeguards = Set.copyOf(safeguards);
  }

  /** Logs and fragments in one store, the registry every 15 min, no plan. */
  public static ReadContext of(Host host, LogStore store, Tails tails) {
    return new ReadContext(
        host, store, store, tails, Plan.NONE, Duration.ofMinutes(15), Safeguard.ALL);
  }

  public ReadContext withSafeguards(Set<Safeguard> rules) {
    return new ReadContext(host, logs, lake, tails, plan, registryInterval, rules);
  }

  public ReadContext withHost(Host machine) {
    return new ReadContext(machine, logs, lake, tails, plan, registryInterval, safeguards);
  }

  public ReadContext withPlan(Plan hints) {
    return new ReadContext(host, logs, lake, tails, hints, registryInterval, safeguards);
  }

  public ReadContext withRegistryInterval(Duration interval) {
    return new ReadContext(host, logs, lake, tails, plan, interval, safeguards);
  }

  /** Whether a rule holds. */
  public boolean on(Safeguard rule) {
    return safeguards.contains(rule);
  }
}
