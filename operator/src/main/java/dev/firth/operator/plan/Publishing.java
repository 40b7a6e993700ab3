package dev.firth.operator.plan;

import dev.firth.crds.Kind;
import dev.firth.operator.observe.Observed;
import dev.firth.operator.observe.Seen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a build, beside the publications that there are.
 *
 * @param name of the Publication that holds the build; empty if there is nothing to hold
 * @param create whether it is not there yet
 * @param live whether it is to run; not while a person has to approve it
 * @param superseded Publications whose time is over
 * @param pruned Publications that are deleted: the last ten are kept
 */
public record Publishing(
    String name, boolean create, boolean live, List<String> superseded, List<String> pruned) {
  private static final int KEPT = 10;
  private static final String PREFIX = "p-";

  public Publishing {
    superseded = List.copyOf(superseded);
    pruned = List.copyOf(pruned);
  }

  /** One Publication as the API server holds it. */
  private record Known(long number, Seen seen) {
    String state() {
      return seen.status().path("state").asString("");
    }

    boolean approved() {
      return seen.spec().path("approved").asBoolean(false);
    }

    boolean holds(String hash) {
      return seen.status().path("hash").asString("").equals(hash);
    }
  }

  /**
   * Decides.
   *
   * @param hash of what was built
   * @param empty whether nothing was built
   * @param draft whether people have to agree where they want to be asked; not to what acts at once
   */
  public static Publishing of(Observed observed, String hash, boolean empty, boolean draft) {
    List<Known> known = known(observed);
    Optional<Known> live = live(known);
    if (empty && live.isEmpty()) {
      return new Publishing("", false, false, List.of(), List.of());
    }
    if (live.filter(l -> l.holds(hash)).isPresent()) {
      return finished(live.get().seen().name(), false, true, known);
    }
    boolean asks = draft && isManual(observed);
    Optional<Known> begun =
        known.stream()
            .filter(k -> live.isEmpty() || k.number() > live.get().number())
            .filter(k -> k.holds(hash) || (k.state().isEmpty() && !(asks && k.approved())))
            .reduce((a, b) -> b);
    boolean approved = begun.filter(Known::approved).isPresent();
    String name =
        begun
            .map(b -> b.seen().name())
            .orElse(PREFIX + (known.isEmpty() ? 1 : known.getLast().number() + 1));
    return finished(name, begun.isEmpty(), !asks || approved, known);
  }

  private static boolean isManual(Observed observed) {
    return observed
        .catalog()
        .filter(c -> c.spec().path("publish").asString("").equals("Manual"))
        .isPresent();
  }

  /** The hash of what runs now, if anything does. */
  public static Optional<String> liveHash(Observed observed) {
    return live(known(observed)).map(l -> l.seen().status().path("hash").asString(""));
  }

  private static Publishing finished(String name, boolean create, boolean live, List<Known> known) {
    var superseded = new ArrayList<String>();
    for (Known one : known) {
      boolean over = one.state().equals("Superseded") || one.seen().name().equals(name);
      boolean runs = one.state().equals("Live") && !live;
      if (!over && !runs) {
        superseded.add(one.seen().name());
      }
    }
    List<String> others =
        known.stream()
            .filter(k -> !k.state().equals("Live"))
            .map(k -> k.seen().name())
            .filter(n -> !n.equals(name))
            .toList();
    List<String> pruned = others.subList(0, Math.max(0, others.size() - (KEPT - 1)));
    superseded.removeAll(pruned);
    return new Publishing(name, create, live, superseded, pruned);
  }

  private static Optional<Known> live(List<Known> known) {
    return known.stream().filter(k -> k.state().equals("Live")).reduce((a, b) -> b);
  }

  private static List<Known> known(Observed observed) {
    return observed.of(Kind.PUBLICATION).stream()
        .filter(s -> s.name().matches(PREFIX + "[0-9]{1,18}"))
        .map(s -> new Known(Long.parseLong(s.name().substring(PREFIX.length())), s))
        .sorted(Comparator.comparingLong(Known::number))
        .toList();
  }
}
