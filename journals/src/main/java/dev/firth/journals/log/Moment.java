package dev.firth.journals.log;

import dev.firth.journals.host.Host;
import java.time.Duration;
import java.time.Instant;

/** One reading of both clocks of a machine. */
record Moment(long nanos, Instant wall) {
  static Moment of(Host host) {
    return new Moment(host.nanoTime(), host.now());
  }

  /** Time since {@code earlier}: the longer by either clock, since each may stand or jump back. */
  Duration since(Moment earlier) {
    Duration monotonic = sinceMonotonic(earlier);
    Duration byWall = Duration.between(earlier.wall, wall);
    return monotonic.compareTo(byWall) >= 0 ? monotonic : byWall;
  }

  /** Time since {@code earlier} by the monotonic clock alone. */
  Duration sinceMonotonic(Moment earlier) {
    return Duration.ofNanos(nanos - earlier.nanos);
  }
}
