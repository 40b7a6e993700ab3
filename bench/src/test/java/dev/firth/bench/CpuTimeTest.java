package dev.firth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTimeTest {
  @Test
  void countsUserAndSystemTimeOfAProcessAndItsDeadChildren() {
    var stat =
        "42 (a ) b) S 1 42 42 0 -1 4194304 100 200 0 0 150 50 30 20 20 0 9 0 1000 2000 300 4";

    assertThat(CpuTime.parse(stat)).isEqualTo(2.5);
  }
}
