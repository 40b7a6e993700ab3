package dev.firth.shard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** minDuration 20 ms, maxDuration 1 s, 10 transactions a second, 1000 bytes, 100 documents. */
class ClosePolicyTest {
  private final ClosePolicy policy =
      new ClosePolicy(Duration.ofMillis(20), Duration.ofSeconds(1), 10, 1000, 100);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
      # what                                      age  since bytes docs  empty quiet cuttable commit input  stop   decision
      nothing to commit,                            0,  9999,    0,   0, true, false,  true,  true,  false, false, extend
      nothing to commit and stopping,               0,  9999,    0,   0, true, false,  true,  true,  false, true,  extend
      only checkpoints: young,                     20,  9999,    0,   0, false, true,  true,  true,  false, false, extend 980
      only checkpoints: a second old,            1000,  9999,    0,   0, false, true,  true,  true,  false, false, close
      only checkpoints: stopping,                  20,  9999,    0,   0, false, true,  true,  true,  false, true,  close
      first document after idleness,               20,  9999,   10,   1, false, false, true,  true,  false, false, close
      younger than minDuration,                     5,  9999,   10,   1, false, false, true,  true,  false, false, extend 15
      younger than minDuration but stopping,        5,  9999,   10,   1, false, false, true,  true,  false, true,  close
      younger than minDuration but full,            5,  9999, 1000,   1, false, false, true,  true,  true,  false, close
      too soon for maxRate,                        50,    60,   10,   1, false, false, true,  true,  false, false, extend 40
      minDuration and maxRate: the later,           5,    99,   10,   1, false, false, true,  true,  false, false, extend 15
      too soon for maxRate but full of documents,  50,    60,   10, 100, false, false, true,  true,  false, false, close
      more input waits,                            50,  9999,   10,   1, false, false, true,  true,  true,  false, extend
      more input waits but too old,              1000,  9999,   10,   1, false, false, true,  true,  true,  false, close
      commit before it runs,                       50,  9999,   10,   1, false, false, true,  false, false, false, extend
      commit before it runs and too old,         5000,  9999,   10,   1, false, false, true,  false, true,  false, extend
      commit before it runs and full,              50,  9999, 1000,   1, false, false, true,  false, true,  false, hold
      commit before it runs and stopping,          50,  9999,   10,   1, false, false, true,  false, true,  true,  hold
      inside a checkpoint,                       5000,  9999,   10,   1, false, false, false, true,  true,  false, extend
      inside a checkpoint and full,              5000,  9999, 9000, 900, false, false, false, true,  true,  false, extend
      """)
  void decides(
      String what,
      long age,
      long since,
      long bytes,
      long documents,
      boolean empty,
      boolean quiet,
      boolean cuttable,
      boolean commitReady,
      boolean inputReady,
      boolean stopping,
      String expected) {
    var facts =
        new ClosePolicy.Facts(
            Duration.ofMillis(age),
            Duration.ofMillis(since),
            bytes,
            documents,
            empty,
            quiet,
            cuttable,
            commitReady,
            inputReady,
            stopping);
    assertThat(words(policy.decide(facts))).as(what).isEqualTo(expected);
  }

  private static String words(ClosePolicy.Decision decision) {
    return switch (decision) {
      case ClosePolicy.Close c -> "close";
      case ClosePolicy.Hold h -> "hold";
      case ClosePolicy.Extend(Duration wait) ->
          wait.equals(ClosePolicy.FOREVER) ? "extend" : "extend " + wait.toMillis();
    };
  }
}
