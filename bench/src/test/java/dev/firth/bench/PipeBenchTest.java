package dev.firth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PipeBenchTest {
  @Test
  void runsOverBothTransports() {
    assertThat(new CommandLine(new Main()).execute("pipe", "--rows", "12345")).isZero();
  }

  @Test
  void aRowIsAsLongAsInTheTable() {
    assertThat(NullConnectors.document()).hasSize(286);
  }
}
