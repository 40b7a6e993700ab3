package dev.firth.simulation.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code -Dsimulation.task.seed=N} runs one seed alone. */
class TaskSimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.task.seeds", 60);
  private static final int SLOW_SEEDS = 5_000;

  @Test
  void wholeTasksKeepTheirPromises() {
    Assumptions.assumeTrue(Long.getLong("simulation.task.seed") == null, "one seed alone");
    long commits = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      commits += TaskSimulation.run(seed).commits();
    }
    assertThat(commits).isPositive();
  }

  @Test
  @Tag("slow")
  void wholeTasksKeepTheirPromisesForLong() {
    for (long seed = 1_000_000; seed < 1_000_000 + SLOW_SEEDS; seed++) {
      TaskSimulation.run(seed);
    }
  }

  @Test
  void oneSeedIsOneHistory() {
    assertThat(TaskSimulation.run(3)).isEqualTo(TaskSimulation.run(3));
  }

  @Test
  void oneSeedAlone() {
    Long seed = Long.getLong("simulation.task.seed");
    Assumptions.assumeTrue(seed != null, "no seed was named");
    System.out.println(TaskSimulation.run(seed));
  }
}
