package dev.firth.journals.read;

import static dev.firth.journals.read.Readers.range;
import static dev.firth.journals.read.Readers.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.journals.fragment.FragmentName;
import dev.firth.journals.log.Cut;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.Keeping;
import dev.firth.journals.log.Logs;
import dev.firth.journals.log.Position;
import dev.firth.journals.log.ShardLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reader of history says where fragments were deleted or changed by other hands. */
@Timeout(60)
class GapTest {
  private final Logs logs = new Logs();
  private int committed;
  private List<String> fragments = List.of();
  private HybridClock inTheLog = HybridClock.ZERO;

  /** Six fragments of one journal, an hour each, all below the log's boundary. */
  @BeforeEach
  void sixHoursThatTheLogHasForgotten() throws Exception {
    ShardLog log = logs.owner();
    for (int hour = 0; hour < 6; hour++) {
      for (int i = 0; i < 150; i++) {
        Logs.commit(log, Logs.ORDERS, committed++);
      }
      for (int quarter = 0; quarter < 4; quarter++) {
        logs.host.skip(Duration.ofMinutes(15));
        Keeping.round(log);
        Logs.commit(log, Logs.LINES, quarter);
      }
    }
    for (int quarter = 0; quarter < 12; quarter++) {
      logs.host.skip(Duration.ofMinutes(15));
      for (int i = 0; i < 25; i++) {
        Logs.commit(log, Logs.LINES, quarter);
      }
      Keeping.round(log);
    }
    fragments = logs.fragments(Logs.ORDERS);
    assertThat(fragments).hasSize(6);
    inTheLog = Logs.commit(log, Logs.ORDERS, committed++).clock();
    Logs.commit(log, Logs.ORDERS, committed++);
    log.close();
  }

  private JournalReader reader(Cut start) {
    return new JournalReader(
        ReadContext.of(logs.host, logs.store, Tails.NONE),
        List.of(new ReadSource("orders.0", Logs.ORDERS, List.of())),
        start);
  }

  private static FragmentName name(String key) {
    return FragmentName.parse(key).orElseThrow();
  }

  private Cut after(int fragment) {
    return at(HybridClock.parse(name(fragments.get(fragment)).lastClock()));
  }

  private static Cut at(HybridClock clock) {
    return Cut.EMPTY.with("orders.0", Logs.CAPTURE, new Position.At(1, clock));
  }

  private void assertGap(Cut start, long begin, long end) {
    assertThatThrownBy(
            () -> {
              try (JournalReader reader = reader(start)) {
                take(reader, 0, committed + 1);
              }
            })
        .isInstanceOf(ReadFailed.class)
        .hasMessageContaining("acme/orders/0.0")
        .hasMessageContaining("a gap between bytes %d and %d".formatted(begin, end));
  }

  @Test
  void allIsReadWhereNothingIsMissing() throws Exception {
    try (JournalReader reader = reader(Cut.EMPTY)) {
      assertThat(take(reader, 0, committed)).isEqualTo(range(0, committed));
    }
    try (JournalReader reader = reader(after(3))) {
      assertThat(take(reader, 0, committed - 600)).isEqualTo(range(600, committed));
    }
  }

  @Test
  void aFragmentMissingInTheMiddleIsNamed() {
    FragmentName lost = name(fragments.get(2));
    logs.store.delete(fragments.get(2));
    assertGap(Cut.EMPTY, lost.begin(), lost.end());
  }

  @Test
  void aFragmentMissingJustAfterWhatAReaderHasReadIsNamed() {
    FragmentName lost = name(fragments.get(3));
    logs.store.delete(fragments.get(3));
    assertGap(after(2), lost.begin(), lost.end());
  }

  /**
   * A reader stops amid what becomes a fragment later, and wakes when the log has forgotten the
   * rest of it and the fragment is gone too.
   */
  @Test
  void aFragmentMissingThatAReaderHasReadTheBeginOfIsNamed() {
    FragmentName lost = name(fragments.get(3));
    logs.store.delete(fragments.get(3));
    assertGap(at(HybridClock.parse(lost.firstClock())), lost.begin(), lost.end());
  }

  @Test
  void theOnlyFragmentMissingBetweenAReaderAndTheLogIsNamed() {
    FragmentName lost = name(fragments.get(5));
    logs.store.delete(fragments.get(5));
    assertGap(after(4), lost.begin(), lost.end());
    assertGap(at(HybridClock.parse(lost.firstClock())), lost.begin(), lost.end());
  }

  @Test
  void aReaderThatHasReadAllOfHistoryMissesNothing() throws Exception {
    try (JournalReader reader = reader(after(5))) {
      assertThat(take(reader, 0, 2)).containsExactly(committed - 2, committed - 1);
    }
  }

  @Test
  void aReaderThatBeginsAtATimeOfWhichTheLogStillKnowsMissesNothing() throws Exception {
    try (JournalReader reader = reader(at(inTheLog))) {
      assertThat(take(reader, 0, 1)).containsExactly(committed - 1);
    }
  }

  @Test
  void aFragmentMissingJustBeforeTheLogIsNamed() {
    FragmentName lost = name(fragments.get(5));
    logs.store.delete(fragments.get(5));
    assertGap(Cut.EMPTY, lost.begin(), lost.end());
  }

  @Test
  void whatExpiredAtTheBeginIsNotMissed() throws Exception {
    logs.store.delete(fragments.get(0));
    logs.store.delete(fragments.get(1));
    try (JournalReader reader = reader(Cut.EMPTY)) {
      assertThat(take(reader, 0, committed - 300)).isEqualTo(range(300, committed));
    }
    try (JournalReader reader = reader(after(0))) {
      assertThat(take(reader, 0, committed - 300)).isEqualTo(range(300, committed));
    }
  }

  @Test
  void aFragmentThatLostLinesIsNamed() throws Exception {
    String key = fragments.get(1);
    String shorter = logs.gunzip(key).lines().skip(1).reduce("", (a, b) -> a + b + "\n");
    logs.store.put(key, Logs.gzip(shorter));
    assertThatThrownBy(
            () -> {
              try (JournalReader reader = reader(Cut.EMPTY)) {
                take(reader, 0, committed);
              }
            })
        .isInstanceOf(ReadFailed.class)
        .hasMessageContaining(key)
        .hasMessageContaining("changed by other hands");
  }
}
