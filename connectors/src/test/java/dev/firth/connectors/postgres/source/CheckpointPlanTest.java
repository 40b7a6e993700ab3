package dev.firth.connectors.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the stream does, word by word: {@code begin}, {@code rowN} (N documents), {@code mark},
 * {@code chunk}, {@code commitP} (at position P), and {@code wait} where nothing more has come yet.
 */
class CheckpointPlanTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          begin row1 commit7 wait,                             7
          begin row1 wait row1 wait commit7 wait,              7
          begin wait row1 commit7 begin row1 wait commit9 wait, 9
          begin row1 commit7 wait begin row1 wait commit9 wait, 7 9
          begin row1 commit7 wait wait,                        7
          begin row1 commit7 begin row1 commit9 wait,          9
          begin row9 row9 wait commit7 wait,                   7
          begin row9 wait commit7 begin row9 commit9 begin row1 wait, 7 9
          begin row2 commit7 begin row2 wait commit9 wait,     9
          begin row9 wait wait,                                ''
          begin commit7 wait,                                  ''
          wait,                                                ''
          begin mark wait commit7 wait,                        7
          begin mark wait,                                     ''
          begin chunk wait commit7 begin row1 wait,            7
          begin chunk wait,                                    ''
          """)
  void checkpointsStandBetweenTransactions(String happens, String positions) {
    CheckpointPlan plan = new CheckpointPlan(4);
    var taken = new ArrayList<String>();
    for (String word : happens.split(" ", -1)) {
      int number = Integer.parseInt("0" + word.replaceAll("\\D", ""));
      switch (word.replaceAll("\\d", "")) {
        case "begin" -> plan.begin();
        case "row" -> plan.wrote(number);
        case "mark" -> plan.marked();
        case "chunk" -> plan.filled();
        case "commit" -> plan.commit(number);
        case "wait" -> {
          if (plan.settled()) {
            taken.add(Long.toString(plan.take()));
          }
        }
        default -> throw new IllegalArgumentException(word);
      }
      if (plan.full()) {
        taken.add(Long.toString(plan.take()));
      }
    }
    assertThat(String.join(" ", taken)).isEqualTo(positions);
  }
}
