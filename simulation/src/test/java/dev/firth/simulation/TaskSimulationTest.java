package dev.firth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.simulation.tasks.TaskSimulation;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole tasks lose and double nothing. */
class TaskSimulationTest {
  @TempDir Path spill;

  @Test
  void countsAreExact() {
    run(0, Integer.getInteger("simulation.task.seeds", 150));
  }

  @Test
  @Tag("slow")
  void countsAreExactForLong() {
    run(1_000_000, 5_000);
  }

  private void run(long first, int seeds) {
    long documents = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      documents += TaskSimulation.run(Scenario.of(seed), spill);
    }
    System.out.println("tasks: " + seeds + " seeds, " + documents + " documents, 0 violations");
    assertThat(documents).isPositive();
  }
}
