package dev.firth.journals.read;

import static dev.firth.journals.read.Readers.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.HastyHost;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.Cut;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Logs;
import dev.firth.journals.log.ShardLog;
import dev.firth.journals.store.MemoryLogStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What readers make of hints, and how often they ask when nothing comes. */
@Timeout(60)
class PlanTest {
  private static final LogName OTHER = LogName.root("acme", "capture", "other", "0.0");

  private final Logs logs = new Logs();

  /** A plan that tests change. */
  private static final class Changing implements Plan {
    private final List<LogName> producers = new CopyOnWriteArrayList<>();
    private final Set<Channel<Boolean>> watching = ConcurrentHashMap.newKeySet();
    private volatile boolean suspended;

    @Override
    public List<LogName> producers(CollectionName collection) {
      return List.copyOf(producers);
    }

    @Override
    public boolean suspended(LogName log) {
      return suspended;
    }

    @Override
    public void watch(Channel<Boolean> changed) {
      watching.add(changed);
    }

    @Override
    public void forget(Channel<Boolean> changed) {
      watching.remove(changed);
    }

    void add(LogName producer) {
      producers.add(producer);
      watching.forEach(channel -> channel.offer(true));
    }
  }

  private static List<ReadSource> orders() {
    return List.of(new ReadSource("orders.0", Logs.ORDERS, List.of()));
  }

  @Test
  void aProducerThatIsPlannedLaterIsReadAtOnce() throws Exception {
    Changing plan = new Changing();
    ReadContext context = ReadContext.of(logs.host, logs.store, Tails.NONE).withPlan(plan);
    Logs.commit(logs.owner(), Logs.ORDERS, 1);
    try (JournalReader reader = new JournalReader(context, orders(), Cut.EMPTY)) {
      assertThat(take(reader, 0, 1)).containsExactly(1);
      plan.add(OTHER);
      ShardLog other = ShardLog.recover(logs.context(), OTHER);
      other.fence();
      Logs.commit(other, Logs.ORDERS, 2);
      assertThat(take(reader, 0, 1)).containsExactly(2);
    }
  }

  @ParameterizedTest(name = "suspended {0}: the reader sleeps up to {2} s")
  @CsvSource({"false, 1, 2", "true, 30, 60"})
  void aReaderOfASilentLogAsksMoreAndMoreRarely(boolean suspended, int least, int most)
      throws Exception {
    Changing plan = new Changing();
    plan.suspended = suspended;
    plan.add(Logs.CAPTURE);
    HastyHost hasty = new HastyHost(logs.host);
    // The registry is found at once, so that only the log is asked again.
    Logs.commit(logs.owner(), Logs.ORDERS, 1);
    ReadContext context = ReadContext.of(hasty, logs.store, Tails.NONE).withPlan(plan);
    try (JournalReader reader = new JournalReader(context, orders(), Cut.EMPTY)) {
      assertThat(take(reader, 0, 1)).containsExactly(1);
      List<Duration> slept = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        slept.add(hasty.slept());
      }
      assertThat(slept.getFirst()).isLessThanOrEqualTo(Duration.ofMillis(100));
      assertThat(slept.getLast()).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }
  }

  @Test
  void aReaderWhoseClockIsNotTheStoresStops() throws Exception {
    MemoryLogStore ahead = new MemoryLogStore(() -> logs.host.now().plusSeconds(45));
    ReadContext context = ReadContext.of(logs.host, ahead, Tails.NONE);
    List<ReadSource> sources =
        List.of(new ReadSource("orders.0", Logs.ORDERS, List.of(Logs.CAPTURE)));
    try (JournalReader reader = new JournalReader(context, sources, Cut.EMPTY)) {
      assertThatThrownBy(() -> reader.next(Readers.PATIENCE))
          .isInstanceOfSatisfying(
              ReadFailed.class, e -> assertThat(e.reason()).isEqualTo("ClockSkew"))
          .hasMessageContaining("Correct this machine's clock");
    }
    assertThatThrownBy(() -> ShardLog.recover(LogContext.of(logs.host, ahead), Logs.CAPTURE))
        .hasMessageContaining("ClockSkew");
  }
}
