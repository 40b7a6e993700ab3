package dev.firth.operator.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Since when nobody changed anything in which namespace. */
final class Quiet {
  private final InstantSource clock;
  private final Map<String, Instant> changed = new ConcurrentHashMap<>();

  Quiet(InstantSource clock) {
    this.clock = clock;
  }

  /** Somebody changed something. */
  void heard(String namespace) {
    changed.put(namespace, clock.instant());
  }

  /** Whether there ever was anything of ours. */
  boolean concerns(String namespace) {
    return changed.containsKey(namespace);
  }

  /** How long it is until the namespace was quiet for so long; zero if it was. */
  Duration remaining(String namespace, Duration settle) {
    Instant last = changed.getOrDefault(namespace, Instant.MIN);
    Instant quiet = last.equals(Instant.MIN) ? last : last.plus(settle);
    Instant now = clock.instant();
    return quiet.isAfter(now) ? Duration.between(now, quiet) : Duration.ZERO;
  }
}
