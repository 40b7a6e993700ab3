package dev.firth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.journals.log.Safeguard;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Each rule switched off must be missed: a rule that nobody misses is not tested, or no rule. */
class MutationTest {
  private static final int BOUND = Integer.getInteger("simulation.mutation.seeds", 200);

  /** Two that cover for each other: either alone keeps what is young enough to be needed. */
  private static final Set<Safeguard> EITHER =
      EnumSet.of(Safeguard.BOUNDARY_AGE, Safeguard.GC_RETENTION_AGE);

  /** Rules that are off, and the histories in which they are missed. */
  private record Mutation(Set<Safeguard> off, LongFunction<Scenario> scenario) {}

  /** Histories that come to the point. */
  private static final List<Mutation> DIRECTED =
      List.of(
          new Mutation(EnumSet.of(Safeguard.INPUT_CLOCK_BOUND), Scenario::clocksApart),
          new Mutation(EITHER, Scenario::naps));

  @Test
  void everyRuleIsMissedWhenItIsOff() {
    List<Mutation> mutations = new ArrayList<>(DIRECTED);
    for (Safeguard rule : Safeguard.values()) {
      if (!EITHER.contains(rule)) {
        mutations.add(new Mutation(EnumSet.of(rule), Scenario::of));
      }
    }
    assertThat(unnoticed(mutations, BOUND)).isEmpty();
  }

  @Test
  void directedHistoriesKeepThePromisesWhileAllRulesHold() {
    for (Mutation mutation : DIRECTED) {
      assertThat(Seeds.untilViolation(0, 20, Safeguard.ALL, mutation.scenario()).failures())
          .isEmpty();
    }
  }

  private static List<Set<Safeguard>> unnoticed(List<Mutation> mutations, int bound) {
    List<Set<Safeguard>> unnoticed = new ArrayList<>();
    StringBuilder table = new StringBuilder("rules off: seeds until caught, and how\n");
    for (Mutation mutation : mutations) {
      Set<Safeguard> rules = EnumSet.allOf(Safeguard.class);
      rules.removeAll(mutation.off());
      Seeds.Summary summary = Seeds.untilViolation(0, bound, rules, mutation.scenario());
      boolean caught = summary.violations() > 0;
      table.append(
          String.format(
              Locale.ROOT,
              "%-34s %s%n",
              mutation.off(),
              caught
                  ? summary.seeds() + ", " + firstLine(summary)
                  : "NOT CAUGHT in " + summary.seeds()));
      if (!caught) {
        unnoticed.add(mutation.off());
      }
    }
    System.out.println(table);
    return unnoticed;
  }

  private static String firstLine(Seeds.Summary summary) {
    return summary.failures().getFirst().lines().findFirst().orElse("");
  }
}
