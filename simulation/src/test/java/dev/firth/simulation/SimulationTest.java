package dev.firth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.journals.log.Safeguard;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 3_000);
  private static final int SLOW_SEEDS = Integer.getInteger("simulation.slow.seeds", 100_000);

  @Test
  void keepsItsPromises() {
    Assumptions.assumeTrue(Long.getLong("simulation.seed") == null, "one seed alone");
    Seeds.Summary summary = Seeds.run(0, SEEDS, Safeguard.ALL);
    System.out.println(summary);
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.unknowns()).isPositive();
    assertThat(summary.deletions()).isPositive();
  }

  @Test
  @Tag("slow")
  void keepsItsPromisesForLong() {
    Seeds.Summary summary = Seeds.run(1_000_000, SLOW_SEEDS, Safeguard.ALL);
    System.out.println(summary);
    assertThat(summary.failures()).isEmpty();
  }

  @Test
  void oneSeedIsOneHistory() {
    for (long seed = 0; seed < 10; seed++) {
      assertThat(Simulation.run(Scenario.of(seed), Safeguard.ALL))
          .isEqualTo(Simulation.run(Scenario.of(seed), Safeguard.ALL));
    }
  }

  /** Runs the seed that a failure named: {@code -Dsimulation.seed=N -Dsimulation.trace=1000}. */
  @Test
  void oneSeedAlone() {
    Long seed = Long.getLong("simulation.seed");
    Assumptions.assumeTrue(seed != null, "no seed was named");
    System.out.println(Simulation.run(Scenario.of(seed), Safeguard.ALL));
  }
}
