package dev.firth.journals.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** An owner's life, told over a store that never fails. */
class ShardLogTest {
  private final Logs logs = new Logs();

  @Test
  void aSuccessorKnowsAllThatWasCommitted() throws Exception {
    ShardLog first = logs.owner();
    try (TransactionBuilder t = first.begin()) {
      Logs.add(t, first, Logs.ORDERS, "", 1, 2, 3);
      Logs.add(t, first, Logs.LINES, "region=eu", 1);
      t.connectorState("{\"lsn\":7,\"tables\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8), false);
      t.cut(Cut.EMPTY.with("orders.0", Logs.CAPTURE, new Position.At(4, HybridClock.ofTick(9))));
      t.commit();
    }
    Committed second;
    try (TransactionBuilder t = first.begin()) {
      t.connectorState("{\"tables\":{\"a\":null,\"b\":2}}".getBytes(StandardCharsets.UTF_8), true);
      second = t.commit();
    }
    first.close();

    Recovered state = ShardLog.recover(logs.context(), Logs.CAPTURE).state();

    assertThat(state.next()).isEqualTo(3);
    assertThat(state.epoch()).isZero();
    assertThat(state.clock()).isEqualTo(second.clock());
    assertThat(state.connectorState().map(Object::toString))
        .contains("{\"lsn\":7,\"tables\":{\"b\":2}}");
    assertThat(state.cut().position("orders.0", Logs.CAPTURE))
        .contains(new Position.At(4, HybridClock.ofTick(9)));
    assertThat(state.lanes().keySet())
        .containsExactlyInAnyOrder(Logs.ORDERS.journal(""), Logs.LINES.journal("region=eu"));
    assertThat(state.retention()).contains(Duration.ofHours(1));
    assertThat(logs.keys())
        .contains("collections/acme/orders/0.0/_producers/acme.capture.shop.0.0");
  }

  @Test
  void aZombieIsFenced() throws Exception {
    ShardLog zombie = logs.owner();
    Logs.commit(zombie, Logs.ORDERS, 1);
    ShardLog owner = logs.owner();
    Logs.commit(owner, Logs.ORDERS, 2);

    assertThatThrownBy(() -> Logs.commit(zombie, Logs.ORDERS, 3)).isInstanceOf(Exit.Fenced.class);
    assertThatThrownBy(zombie::begin).isInstanceOf(Exit.Fenced.class);
    assertThat(owner.state().next()).isEqualTo(4);
  }

  @Test
  void aBareFenceSkipsForwardAndReadsWhatItSkips() throws Exception {
    ShardLog late = ShardLog.recover(logs.context(), Logs.CAPTURE);
    ShardLog early = logs.owner();
    Logs.commit(early, Logs.ORDERS, 1, 2);

    late.fence();

    assertThat(late.state().next()).isEqualTo(3);
    assertThat(late.state().epoch()).isEqualTo(2);
    assertThat(late.state().lanes()).isEqualTo(early.state().lanes());
  }

  @Test
  void aMaterializationsFenceNeverSkips() throws Exception {
    ShardLog late = ShardLog.recover(logs.context(), Logs.CAPTURE);
    logs.owner();
    assertThatThrownBy(() -> late.fenceAt(null)).isInstanceOf(Superseded.class);

    Cut opened = Cut.EMPTY.with("a.0", Logs.CAPTURE, new Position.At(1, HybridClock.ZERO));
    ShardLog again = ShardLog.recover(logs.context(), Logs.CAPTURE);
    again.fenceAt(opened);
    assertThat(ShardLog.recover(logs.context(), Logs.CAPTURE).state().cut()).isEqualTo(opened);
  }

  @Test
  void aSuccessAfterALongPauseIsNotTrusted() throws Exception {
    ShardLog log = logs.owner();
    Logs.commit(log, Logs.ORDERS, 1);
    logs.host.skip(Duration.ofMinutes(31));
    assertThatThrownBy(() -> Logs.commit(log, Logs.ORDERS, 2)).isInstanceOf(Exit.Untrusted.class);
  }

  @Test
  void clocksRiseAlthoughTheWallClockDoesNot() throws Exception {
    ShardLog log = logs.owner();
    Committed a = Logs.commit(log, Logs.ORDERS, 1, 2, 3, 4);
    logs.host.skip(Duration.ofSeconds(-20));
    Committed b = Logs.commit(log, Logs.ORDERS, 5);
    assertThat(b.clock().tick()).isEqualTo(a.clock().tick() + 4);
  }

  @Test
  void aClockThatJumpedStopsARecordBeforeItIsCreated() throws Exception {
    ShardLog log = logs.owner();
    Logs.commit(log, Logs.ORDERS, 1);
    List<String> before = logs.keys();

    logs.host.misjudge(Duration.ofSeconds(40));
    assertThatThrownBy(() -> Logs.commit(log, Logs.ORDERS, 2)).isInstanceOf(Exit.ClockSkew.class);

    assertThat(logs.keys()).isEqualTo(before);
  }

  @Test
  void aClockDrawnFromAWrongWallIsNotCommittedAfterTheWallIsRightAgain() throws Exception {
    ShardLog log = logs.owner();
    List<String> before = logs.keys();

    logs.host.misjudge(Duration.ofSeconds(40));
    TransactionBuilder t = log.begin();
    logs.host.misjudge(Duration.ZERO);
    assertThatThrownBy(t::commit).isInstanceOf(Exit.ClockSkew.class);

    assertThat(logs.keys()).isEqualTo(before);
  }

  @Test
  void aMachineWithAWrongClockDoesNotFence() throws Exception {
    logs.host.misjudge(Duration.ofSeconds(-40));
    assertThatThrownBy(logs::owner).isInstanceOf(Exit.ClockSkew.class);
    assertThat(logs.keys()).isEmpty();
  }

  @Test
  void fragmentsEqualTheLog() throws Exception {
    ShardLog log = logs.owner();
    for (int i = 0; i < 300; i++) {
      try (TransactionBuilder t = log.begin()) {
        Logs.add(t, log, Logs.ORDERS, "", 3 * i, 3 * i + 1, 3 * i + 2);
        Logs.add(t, log, Logs.LINES, "p=" + i % 7, i);
        t.commit();
      }
    }
    log.finish();

    List<String> orders = logs.lake(Logs.ORDERS);
    assertThat(orders).hasSize(900);
    for (int i = 0; i < 900; i++) {
      assertThat(orders.get(i)).startsWith("{\"n\":" + i + ",");
    }
    assertThat(logs.lake(Logs.LINES)).hasSize(300);
    assertThat(logs.fragments(Logs.LINES)).hasSize(7);
    assertThat(logs.fragments(Logs.ORDERS).getFirst())
        .matches(
            "collections/acme/orders/0\\.0/acme\\.capture\\.shop\\.0\\.0\\.00000000-ffffffff\\.0/"
                + "utc_date=[0-9-]{10}/utc_hour=[0-9]{2}/0{16}-[0-9a-f]{16}\\.[0-9a-f-]{17}-[0-9a-f-]{17}\\.ndjson\\.gz");
  }

  @Test
  void whatFragmentsCostIsTold() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    ShardLog log =
        Logs.owner(
            logs.context()
                .withObserver(
                    (written, bytes, cpu) -> {
                      assertThat(bytes).isPositive();
                      assertThat(cpu).isPositive();
                      seen.add(written + " written");
                    }));
    for (int i = 0; i < 100; i++) {
      Logs.commit(log, Logs.ORDERS, i);
      Logs.commit(log, Logs.LINES, i);
    }
    log.finish();
    assertThat(seen).containsExactly("2 written");
  }

  @Test
  void aSuccessorWritesTheFragmentThatItsPredecessorCut() throws Exception {
    RefusingStore refusing = new RefusingStore(logs.store, key -> key.endsWith(".ndjson.gz"));
    ShardLog log = Logs.owner(LogContext.of(logs.host, refusing));
    Logs.commit(log, Logs.ORDERS, 1, 2);
    logs.host.skip(Duration.ofMinutes(61));
    assertThatThrownBy(log::keepHouse).isInstanceOf(StoreTrouble.class);
    Logs.commit(log, Logs.ORDERS, 3);
    log.close();
    assertThat(logs.lake(Logs.ORDERS)).isEmpty();

    ShardLog successor = logs.owner();
    successor.keepHouse();
    assertThat(logs.lake(Logs.ORDERS)).hasSize(2);
    successor.finish();
    assertThat(logs.lake(Logs.ORDERS)).hasSize(3);
  }

  @Test
  void garbageIsCollectedAndASuccessorStartsFromTheSnapshot() throws Exception {
    ShardLog log = logs.owner();
    for (int i = 0; i < 600; i++) {
      Logs.commit(log, Logs.ORDERS, i);
    }
    for (int i = 0; i < 12; i++) {
      logs.host.skip(Duration.ofMinutes(15));
      Logs.commit(log, Logs.ORDERS, 600 + i);
      log.keepHouse();
    }
    assertThat(logs.keys().stream().filter(k -> k.contains("/log/")).toList())
        .hasSize((int) (log.state().next() - 512));
    assertThat(logs.lake(Logs.ORDERS)).hasSizeGreaterThanOrEqualTo(600);
    log.close();

    ShardLog successor = logs.owner();
    Logs.commit(successor, Logs.ORDERS, 612);
    successor.finish();
    assertThat(logs.lake(Logs.ORDERS)).hasSize(613);
  }

  @Test
  void aBigTransactionIsOneCommitWithPayloadParts() throws Exception {
    ShardLog log = logs.owner();
    byte[] doc = new byte[200_000];
    int documents = 120;
    Committed committed;
    try (TransactionBuilder t = log.begin()) {
      Journal journal = log.journal(Logs.ORDERS.journal(""), "s");
      for (int i = 0; i < documents; i++) {
        for (int b = 0; b < doc.length; b++) {
          doc[b] = (byte) ('a' + logs.host.random().nextInt(26));
        }
        t.document(journal, doc, 0, doc.length);
      }
      committed = t.commit();
    }
    assertThat(committed.documents()).isEqualTo(documents);
    assertThat(logs.keys().stream().filter(k -> k.contains("/payload/"))).hasSizeGreaterThan(1);
    log.finish();
    assertThat(logs.lake(Logs.ORDERS))
        .hasSize(documents)
        .last()
        .isEqualTo(new String(doc, StandardCharsets.UTF_8));
  }

  @Test
  void moreThanTheRingHoldsIsCutFromTheLog() throws Exception {
    ShardLog log = logs.owner();
    java.util.Random random = new java.util.Random(9);
    byte[] noise = new byte[750_000];
    List<String> documents = new java.util.ArrayList<>();
    for (int i = 0; i < 100; i++) {
      random.nextBytes(noise);
      String document = i + java.util.Base64.getEncoder().encodeToString(noise);
      documents.add(document);
      try (TransactionBuilder t = log.begin()) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        t.document(log.journal(Logs.ORDERS.journal(""), "s"), bytes, 0, bytes.length);
        t.commit();
      }
    }
    log.finish();
    assertThat(logs.lake(Logs.ORDERS)).isEqualTo(documents);
  }

  @Test
  void partsOfATransactionThatNeverCommittedAreSwept() throws Exception {
    ShardLog log = logs.owner();
    byte[] doc = new byte[12 << 20];
    logs.host.random().nextBytes(doc);
    try (TransactionBuilder t = log.begin()) {
      t.document(log.journal(Logs.ORDERS.journal(""), "s"), doc, 0, doc.length);
    }
    log.close();

    ShardLog successor = logs.owner();
    logs.host.skip(Duration.ofMinutes(10));
    successor.keepHouse();
    assertThat(logs.keys()).noneMatch(k -> k.contains("/payload/"));
    assertThat(successor.state().lanes()).isEqualTo(Map.of());
  }

  @Test
  void aSealEndsTheLog() throws Exception {
    ShardLog log = logs.owner();
    LogName child = new LogName("acme", "capture", "shop", "0.0", 0, -1, 1);
    try (TransactionBuilder t = log.begin()) {
      Logs.add(t, log, Logs.ORDERS, "", 1);
      t.seal(List.of(new Seal.Child(child, List.of(Logs.CAPTURE), "shard")));
      t.commit();
    }
    assertThatThrownBy(() -> Logs.commit(log, Logs.ORDERS, 2)).isInstanceOf(Exit.Sealed.class);
    ShardLog successor = ShardLog.recover(logs.context(), Logs.CAPTURE);
    assertThat(successor.state().lineage().seal())
        .map(s -> s.lanes().keySet())
        .contains(java.util.Set.of(Logs.ORDERS.journal("")));
    assertThatThrownBy(successor::fence).isInstanceOf(Exit.Sealed.class);
  }
}
