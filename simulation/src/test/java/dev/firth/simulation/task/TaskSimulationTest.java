package dev.firth.simulation.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code -Dsimulation.task.seed=N} runs one seed alone. */
class TaskSimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.task.seeds", 300);
  private static final long SLOW_FIRST = Long.getLong("simulation.task.slow.first", 1_000_000);
  private static final int SLOW_SEEDS = Integer.getInteger("simulation.task.slow.seeds", 5_000);
  private static final int CHUNK = 500;

  @Test
  void wholeTasksKeepTheirPromises() {
    Assumptions.assumeTrue(Long.getLong("simulation.task.seed") == null, "one seed alone");
    assertThat(commits(0, SEEDS)).isPositive();
  }

  /** In chunks, so that it is seen how far it has come; the first violation ends it. */
  @Test
  @Tag("slow")
  void wholeTasksKeepTheirPromisesForLong() {
    for (long from = SLOW_FIRST; from < SLOW_FIRST + SLOW_SEEDS; from += CHUNK) {
      int count = (int) Math.min(CHUNK, SLOW_FIRST + SLOW_SEEDS - from);
      long commits = commits(from, count);
      System.out.println("tasks from %d: %d seeds, %d commits".formatted(from, count, commits));
      assertThat(commits).isPositive();
    }
  }

  /** As many at a time as there are processors; the first violation ends it. */
  private static long commits(long first, int count) {
    return LongStream.range(first, first + count)
        .parallel()
        .map(seed -> TaskSimulation.run(seed).commits())
        .sum();
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
