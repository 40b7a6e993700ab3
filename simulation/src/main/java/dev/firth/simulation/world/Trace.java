package dev.firth.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened last in a world, in order; and a digest of all that happened. */
public final class Trace {
  private static final int KEPT = Integer.getInteger("simulation.trace", 60);

  private record Event(long nanos, String who, String what, Object[] arguments) {
    String line() {
      return String.format(
          Locale.ROOT,
          "%12.6f %-14s %s",
          nanos / 1e9,
          who,
          arguments.length == 0 ? what : what.formatted(arguments));
    }
  }

  private final Event[] events = new Event[KEPT];
  private long count;
  private long digest = 1;

  void add(long nanos, String who, String what, Object... arguments) {
    Event event = new Event(nanos, who, what, arguments);
    events[(int) (count++ % KEPT)] = event;
    digest = digest * 31 + nanos;
    digest = digest * 31 + who.hashCode();
    for (Object argument : arguments) {
      digest = digest * 31 + argument.toString().hashCode();
    }
  }

  /** Equal for two runs in which the same happened at the same times. */
  public long digest() {
    return digest;
  }

  /** The last events, oldest first, one a line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (long i = Math.max(0, count - KEPT); i < count; i++) {
      lines.add(events[(int) (i % KEPT)].line());
    }
    return lines;
  }
}
