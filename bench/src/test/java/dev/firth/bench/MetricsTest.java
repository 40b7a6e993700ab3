package dev.firth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void sumsTheSeriesOfAMetric() {
    var metrics =
        new Metrics(
            """
            # HELP loads_total Keys.
            loads_total{task="a",binding="x"} 2.0
            loads_total{task="a",binding="y"} 1.5E3
            loads_total{task="b",binding="y"} 7
            loads_total_other{task="a"} 100
            """);

    assertThat(metrics.sum("loads_total", "task=\"a\"")).isEqualTo(1502);
    assertThat(metrics.sum("loads_total", "")).isEqualTo(1509);
    assertThat(metrics.sum("none", "")).isZero();
  }
}
