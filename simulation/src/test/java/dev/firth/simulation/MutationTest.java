package dev.firth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.journals.log.Safeguard;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each rule switched off must be missed: a rule that nobody misses is not tested, or no rule. */
class MutationTest {
  private static final int BOUND = Integer.getInteger("simulation.mutation.seeds", 200);
  private static final int SLOW_BOUND = 5_000;

  /** Two that cover for each other: either alone keeps what is young enough to be needed. */
  private static final Set<Safeguard> EITHER =
      EnumSet.of(Safeguard.BOUNDARY_AGE, Safeguard.GC_RETENTION_AGE);

  /** Missed in rare runs only. */
  private static final List<Set<Safeguard>> RARE =
      List.of(EnumSet.of(Safeguard.INPUT_CLOCK_BOUND), EITHER);

  @Test
  void everyRuleIsMissedWhenItIsOff() {
    List<Set<Safeguard>> mutations = new ArrayList<>();
    for (Safeguard rule : Safeguard.values()) {
      if (!EITHER.contains(rule) && !RARE.contains(Set.of(rule))) {
        mutations.add(EnumSet.of(rule));
      }
    }
    assertThat(unnoticed(mutations, BOUND)).isEmpty();
  }

  @Test
  @Tag("slow")
  void rulesOfRareRunsAreMissedToo() {
    assertThat(unnoticed(RARE, SLOW_BOUND)).isEmpty();
  }

  private static List<Set<Safeguard>> unnoticed(List<Set<Safeguard>> mutations, int bound) {
    List<Set<Safeguard>> unnoticed = new ArrayList<>();
    StringBuilder table = new StringBuilder("rules off: seeds until caught, and how\n");
    for (Set<Safeguard> off : mutations) {
      Set<Safeguard> rules = EnumSet.allOf(Safeguard.class);
      rules.removeAll(off);
      Seeds.Summary summary = Seeds.untilViolation(0, bound, rules);
      boolean caught = summary.violations() > 0;
      table.append(
          String.format(
              Locale.ROOT,
              "%-34s %s%n",
              off,
              caught
                  ? summary.seeds() + ", " + firstLine(summary)
                  : "NOT CAUGHT in " + summary.seeds()));
      if (!caught) {
        unnoticed.add(off);
      }
    }
    System.out.println(table);
    return unnoticed;
  }

  private static String firstLine(Seeds.Summary summary) {
    return summary.failures().getFirst().lines().findFirst().orElse("");
  }
}
