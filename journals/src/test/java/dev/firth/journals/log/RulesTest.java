package dev.firth.journals.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.journals.host.HastyHost;
import dev.firth.journals.store.GetAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules of an owner that stories do not meet by themselves, one each. */
@Timeout(60)
class RulesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Logs logs = new Logs();

  private RecordHeader header(long sequence) {
    String key = new LogPaths(Logs.CAPTURE).record(sequence);
    if (!(logs.store.get(key) instanceof GetAnswer.Found found)) {
      throw new AssertionError("no record " + sequence);
    }
    return StoredRecord.parse(sequence, found.bytes()).header();
  }

  private List<String> keys(String part) {
    return logs.keys().stream().filter(k -> k.contains(part)).toList();
  }

  @Test
  void theFirstRecordHoldsRAndAChangeSaysFromWhen() throws Exception {
    logs.owner().close();
    assertThat(header(0).retention())
        .hasValueSatisfying(r -> assertThat(r.retention()).isEqualTo(HOUR));

    ShardLog lowered = Logs.owner(logs.context().withRetention(Duration.ofMinutes(10)));
    lowered.keepHouse();
    assertThat(header(2).retention())
        .hasValueSatisfying(
            r -> {
              assertThat(r.retention()).isEqualTo(Duration.ofMinutes(10));
              assertThat(r.from()).isAfterOrEqualTo(header(2).time().plus(HOUR.minusMinutes(1)));
            });
    lowered.finish();
    String snapshot =
        keys("/snapshot/").stream().filter(k -> k.endsWith(".json")).findFirst().orElseThrow();
    assertThat(text(snapshot)).contains("\"retention\":{\"value\":\"PT1H\"", "PT10M");
  }

  private String text(String key) {
    if (!(logs.store.get(key) instanceof GetAnswer.Found found)) {
      throw new AssertionError("no object " + key);
    }
    return new String(found.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aHeartbeatGoesOutAfterAnEighthOfRAlsoWhileATransactionIsOpen() throws Exception {
    HastyHost hasty = new HastyHost(logs.host);
    LogContext context = LogContext.of(hasty, logs.store).withRetention(HOUR);
    try (ShardLog log = Logs.owner(context);
        TransactionBuilder open = log.begin()) {
      Duration slept = hasty.slept();
      assertThat(slept).isBetween(HOUR.dividedBy(8).minusMinutes(1), HOUR.dividedBy(8));
      Duration unused = hasty.slept();
      RecordHeader beat = header(1);
      assertThat(beat.kind()).isEqualTo(RecordHeader.Kind.HEARTBEAT);
      assertThat(beat.clock()).hasValueSatisfying(c -> assertThat(c).isLessThan(open.clock()));
      assertThat(beat.slices()).isEmpty();
    }
  }

  @Test
  void whatCannotBeResolvedInAQuarterOfREndsTheShard() throws Exception {
    HastyHost hasty = new HastyHost(logs.host);
    SilentStore silent = new SilentStore(logs.store);
    LogContext context =
        LogContext.of(hasty, silent)
            .withRetention(HOUR)
            .withSafeguards(without(Safeguard.HEARTBEAT));
    ShardLog log = Logs.owner(context);
    silent.fallSilent();
    long before = hasty.nanoTime();
    assertThatThrownBy(() -> Logs.commit(log, Logs.LINES, 1)).isInstanceOf(Exit.class);
    assertThat(Duration.ofNanos(hasty.nanoTime() - before))
        .isBetween(HOUR.dividedBy(4), HOUR.dividedBy(4).plusMinutes(1));
    assertThat(log.ended()).isPresent();
  }

  private static Set<Safeguard> without(Safeguard rule) {
    Set<Safeguard> rules = new java.util.HashSet<>(Safeguard.ALL);
    rules.remove(rule);
    return rules;
  }

  @Test
  void aFenceAtAMultipleOfASegmentIsFollowedByTheTable() throws Exception {
    ShardLog log = logs.owner();
    while (log.state().next() < LogPaths.SEGMENT) {
      Logs.commit(log, Logs.ORDERS, 1);
    }
    ShardLog successor = logs.owner();
    assertThat(header(LogPaths.SEGMENT).bareFence()).isTrue();
    Logs.commit(successor, Logs.LINES, 1);
    Logs.commit(successor, Logs.ORDERS, 1);
    assertThat(header(LogPaths.SEGMENT + 1).table()).isTrue();
    assertThat(header(LogPaths.SEGMENT + 1).journals().values())
        .contains(Logs.ORDERS.journal(""), Logs.LINES.journal(""));
    assertThat(header(LogPaths.SEGMENT + 2).table()).isFalse();
  }

  @Test
  void recordsAtMultiplesOfASegmentHoldTheTable() throws Exception {
    ShardLog log = logs.owner();
    Logs.commit(log, Logs.LINES, 1);
    while (log.state().next() <= LogPaths.SEGMENT) {
      Logs.commit(log, Logs.ORDERS, 1);
    }
    assertThat(header(LogPaths.SEGMENT).table()).isTrue();
    assertThat(header(LogPaths.SEGMENT).journals().values())
        .containsExactlyInAnyOrder(Logs.ORDERS.journal(""), Logs.LINES.journal(""));
  }

  @Test
  void segmentsOf256RecordsAreMadeAndReadInsteadOfThem() throws Exception {
    ShardLog log = logs.owner();
    for (int i = 0; i < 2 * LogPaths.SEGMENT; i++) {
      Logs.commit(log, Logs.ORDERS, i);
    }
    log.keepHouse();
    log.close();
    assertThat(keys("/segment/"))
        .hasSize(2)
        .first()
        .asString()
        .endsWith("/segment/0000000000000000-00000000000000ff");
    keys("/log/").stream()
        .filter(k -> LogPaths.last(k).orElse(0) < LogPaths.SEGMENT)
        .skip(100)
        .forEach(logs.store::delete);
    // Only the segment has most of them now; a reader far behind does not notice.
    try (RecordFetcher fetcher =
        new RecordFetcher(logs.host, logs.store, Logs.CAPTURE, Safeguard.ALL)) {
      for (long s = 0; s < 2L * LogPaths.SEGMENT; s++) {
        assertThat(fetcher.fetch(s, 2L * LogPaths.SEGMENT))
            .isInstanceOf(RecordFetcher.Fetched.Found.class);
      }
    }
  }

  @Test
  void aSnapshotThatIsNotWhatItsManifestSaysStopsTheTakeOver() throws Exception {
    ShardLog log = logs.owner();
    Logs.commit(log, Logs.ORDERS, 1);
    log.finish();
    String state =
        keys("/snapshot/").stream().filter(k -> k.endsWith(".json")).findFirst().orElseThrow();
    logs.store.put(state, text(state).replace("orders", "0rders").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ShardLog.recover(logs.context(), Logs.CAPTURE))
        .isInstanceOf(Exit.Damaged.class)
        .hasMessageContaining("is not what its manifest says");
  }

  @Test
  void aSnapshotWithoutManifestDoesNotCount() throws Exception {
    ShardLog log = logs.owner();
    Logs.commit(log, Logs.ORDERS, 1);
    log.finish();
    keys("/manifest").forEach(logs.store::delete);
    assertThat(ShardLog.recover(logs.context(), Logs.CAPTURE).state().next()).isPositive();
  }

  @Test
  void aBoundaryStandsBeforeWhatLiesBelowItIsDeletedAndHalfOfRLongBeforeThat() throws Exception {
    ShardLog log = logs.owner();
    for (int i = 0; i < 600; i++) {
      Logs.commit(log, Logs.ORDERS, i);
    }
    boolean announced = false;
    for (int round = 0; keys("/log/").stream().anyMatch(k -> k.endsWith("0001")); round++) {
      assertThat(round).isLessThan(40);
      logs.host.skip(Duration.ofMinutes(10));
      Logs.commit(log, Logs.ORDERS, 600 + round);
      boolean before = !keys("/boundary/").isEmpty();
      log.keepHouse();
      announced |= before;
    }
    assertThat(announced).isTrue();
    assertThat(keys("/boundary/"))
        .allSatisfy(k -> assertThat(LogPaths.last(k).orElse(1) % LogPaths.SEGMENT).isZero());
  }
}
