package dev.firth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.journals.log.Safeguard;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Each rule switched off alone must be missed: a rule that nobody misses is not tested, or no rule.
 */
class MutationTest {
  private static final int BOUND = Integer.getInteger("simulation.mutation.seeds", 400);

  @Test
  void everyRuleIsMissedWhenItIsOff() {
    List<Safeguard> unnoticed = new ArrayList<>();
    StringBuilder table = new StringBuilder("rule off                        seeds until caught\n");
    for (Safeguard rule : Safeguard.values()) {
      Set<Safeguard> rules = EnumSet.allOf(Safeguard.class);
      rules.remove(rule);
      Seeds.Summary summary = Seeds.untilViolation(0, BOUND, rules);
      boolean caught = summary.violations() > 0;
      table.append(
          String.format(
              Locale.ROOT,
              "%-31s %s%n",
              rule,
              caught ? summary.seeds() + ", " + firstLine(summary) : "NOT CAUGHT in " + BOUND));
      if (!caught) {
        unnoticed.add(rule);
      }
    }
    System.out.println(table);
    assertThat(unnoticed).isEmpty();
  }

  private static String firstLine(Seeds.Summary summary) {
    return summary.failures().getFirst().lines().findFirst().orElse("");
  }
}
