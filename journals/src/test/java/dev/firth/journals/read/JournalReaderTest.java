package dev.firth.journals.read;

import static dev.firth.journals.read.Readers.numbers;
import static dev.firth.journals.read.Readers.range;
import static dev.firth.journals.read.Readers.take;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.Committed;
import dev.firth.journals.log.Cut;
import dev.firth.journals.log.Journal;
import dev.firth.journals.log.Keeping;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Logs;
import dev.firth.journals.log.Position;
import dev.firth.journals.log.Seal;
import dev.firth.journals.log.ShardLog;
import dev.firth.journals.log.TransactionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers in a producer's history, log and tail. */
@Timeout(60)
class JournalReaderTest {
  private final Logs logs = new Logs();
  private final InProcessTails tails = new InProcessTails(logs.host);

  private LogContext context() {
    return logs.context().withRings(tails);
  }

  private static ReadSource source(String name, CollectionName collection) {
    return new ReadSource(name, collection, List.of());
  }

  /** A source whose producer the plan knows, so that it is read before it is registered. */
  private static ReadSource planned(String name, CollectionName collection) {
    return new ReadSource(name, collection, List.of(Logs.CAPTURE));
  }

  private JournalReader reader(Tails live, Cut start, ReadSource... sources) {
    return new JournalReader(ReadContext.of(logs.host, logs.store, live), List.of(sources), start);
  }

  @Test
  void aReaderBeginsInTheLogAndGoesOnInTheTail() throws Exception {
    ShardLog log = Logs.owner(context());
    for (int i = 0; i < 500; i++) {
      Logs.commit(log, i % 3 == 0 ? Logs.LINES : Logs.ORDERS, i);
    }
    try (JournalReader reader = reader(tails, Cut.EMPTY, source("orders.0", Logs.ORDERS))) {
      assertThat(take(reader, 0, 333)).isSorted().doesNotHaveDuplicates();
      Committed committed = Logs.commit(log, Logs.ORDERS, 1000);
      assertThat(take(reader, 0, 1)).containsExactly(1000);
      assertThat(reader.cut().position("orders.0", Logs.CAPTURE))
          .contains(new Position.At(committed.sequence() + 1, committed.clock()));
    }
  }

  @Test
  void aReaderInAnotherProcessFollowsThroughTheStore() throws Exception {
    ShardLog log = logs.owner();
    try (JournalReader reader = reader(Tails.NONE, Cut.EMPTY, planned("orders.0", Logs.ORDERS))) {
      for (int i = 0; i < 40; i++) {
        Logs.commit(log, Logs.ORDERS, i);
      }
      assertThat(take(reader, 0, 40)).isEqualTo(range(0, 40));
    }
  }

  @Test
  void aReaderOfHistoryTakesTheLogOverAtOneRecord() throws Exception {
    ShardLog log = Logs.owner(context());
    int n = 0;
    for (int i = 0; i < 600; i++, n++) {
      commitBoth(log, n);
    }
    for (int i = 0; i < 12; i++, n++) {
      logs.host.skip(Duration.ofMinutes(15));
      commitBoth(log, n);
      keepHouse(log);
    }
    assertThat(logs.keys()).noneMatch(k -> k.endsWith("/log/0000000000000/0000000000000001"));

    try (JournalReader reader =
        reader(tails, Cut.EMPTY, source("orders.0", Logs.ORDERS), source("lines.0", Logs.LINES))) {
      List<Integer> orders = new ArrayList<>();
      List<Integer> lines = new ArrayList<>();
      while (orders.size() < 2 * n) {
        ReadRecord read = Objects.requireNonNull(reader.next(Duration.ofSeconds(20)));
        orders.addAll(numbers(read, 0));
        lines.addAll(numbers(read, 1));
        assertThat(orders).hasSize(2 * lines.size());
      }
      assertThat(lines).isEqualTo(range(0, n));
      commitBoth(log, n);
      assertThat(take(reader, 1, 1)).containsExactly(n);
    }
  }

  private void commitBoth(ShardLog log, int n) throws InterruptedException {
    try (TransactionBuilder t = log.begin()) {
      Logs.add(t, log, Logs.ORDERS, "p=" + n % 2, n, n);
      Logs.add(t, log, Logs.LINES, "", n);
      t.commit();
    }
  }

  private static void keepHouse(ShardLog log) throws Exception {
    Keeping.round(log);
  }

  @Test
  void aReaderResumesInTheMiddleOfHistory() throws Exception {
    ShardLog log = Logs.owner(context());
    int n = 0;
    for (; n < 600; n++) {
      Logs.commit(log, Logs.ORDERS, n);
    }
    Cut half = Cut.EMPTY.with("orders.0", Logs.CAPTURE, new Position.At(3, clockOf(log, 300)));
    for (int i = 0; i < 12; i++, n++) {
      logs.host.skip(Duration.ofMinutes(15));
      Logs.commit(log, Logs.ORDERS, n);
      keepHouse(log);
    }
    try (JournalReader reader = reader(Tails.NONE, half, source("orders.0", Logs.ORDERS))) {
      assertThat(take(reader, 0, n - 300)).isEqualTo(range(300, n));
    }
  }

  private dev.firth.journals.log.HybridClock clockOf(ShardLog log, int documents)
      throws InterruptedException {
    try (JournalReader reader = reader(Tails.NONE, Cut.EMPTY, source("x.0", Logs.ORDERS))) {
      int seen = 0;
      while (true) {
        ReadRecord read = Objects.requireNonNull(reader.next(Duration.ofSeconds(20)));
        seen += read.documents();
        if (seen == documents) {
          return read.clock();
        }
      }
    }
  }

  @Test
  void aSourceThatJoinsLateCatchesUpAloneAndThenMovesWithTheOther() throws Exception {
    ShardLog log = Logs.owner(context());
    Committed last = null;
    for (int i = 0; i < 100; i++) {
      try (TransactionBuilder t = log.begin()) {
        Logs.add(t, log, Logs.ORDERS, "", i);
        Logs.add(t, log, Logs.LINES, "", i);
        last = t.commit();
      }
    }
    Cut start =
        Cut.EMPTY
            .with(
                "orders.0",
                Logs.CAPTURE,
                new Position.At(Objects.requireNonNull(last).sequence() + 1, last.clock()))
            .with("lines.0", Logs.CAPTURE, Position.START);
    try (JournalReader reader =
        reader(tails, start, source("orders.0", Logs.ORDERS), source("lines.0", Logs.LINES))) {
      assertThat(take(reader, 1, 100)).isEqualTo(range(0, 100));
      for (int i = 100; i < 110; i++) {
        try (TransactionBuilder t = log.begin()) {
          Logs.add(t, log, Logs.ORDERS, "", i);
          Logs.add(t, log, Logs.LINES, "", i);
          t.commit();
        }
      }
      List<Integer> orders = new ArrayList<>();
      List<Integer> lines = new ArrayList<>();
      boolean together = false;
      while (lines.size() < 10 || orders.size() < 10) {
        ReadRecord read = Objects.requireNonNull(reader.next(Duration.ofSeconds(20)));
        orders.addAll(numbers(read, 0));
        lines.addAll(numbers(read, 1));
        together |= !numbers(read, 0).isEmpty() && !numbers(read, 1).isEmpty();
      }
      assertThat(orders).isEqualTo(range(100, 110));
      assertThat(lines).isEqualTo(range(100, 110));
      assertThat(together).isTrue();
    }
  }

  @Test
  void aSealMovesTheReaderToTheChildren() throws Exception {
    ShardLog log = Logs.owner(context());
    LogName child = new LogName("acme", "capture", "shop", "0.0", 0, -1, 1);
    Logs.commit(log, Logs.ORDERS, 0);
    try (TransactionBuilder t = log.begin()) {
      Logs.add(t, log, Logs.ORDERS, "", 1);
      t.seal(List.of(new Seal.Child(child, List.of(Logs.CAPTURE), "shard")));
      t.commit();
    }
    ShardLog next = ShardLog.recover(context(), child);
    next.fence();
    Logs.commit(next, Logs.ORDERS, 2);
    try (JournalReader reader = reader(tails, Cut.EMPTY, source("orders.0", Logs.ORDERS))) {
      assertThat(take(reader, 0, 3)).isEqualTo(range(0, 3));
      assertThat(reader.cut().position("orders.0", Logs.CAPTURE)).contains(new Position.Done());
    }
  }

  @Test
  void aTransactionBiggerThanTheRingIsReadFromItsParts() throws Exception {
    ShardLog log = Logs.owner(context());
    AtomicInteger parts = new AtomicInteger();
    ReadContext counting =
        ReadContext.of(logs.host, new Counting(logs.store, "/payload/", parts), tails);
    try (JournalReader reader =
        new JournalReader(counting, List.of(planned("orders.0", Logs.ORDERS)), Cut.EMPTY)) {
      int size = 0;
      try (TransactionBuilder t = log.begin()) {
        Journal journal = log.journal(Logs.ORDERS.journal(""), "s");
        byte[] document = new byte[3 << 20];
        for (int i = 0; i < 40; i++) {
          logs.host.random().nextBytes(document);
          t.document(journal, document, 0, document.length);
          size += document.length + 1;
        }
        Logs.add(t, log, Logs.LINES, "", 7);
        t.commit();
      }
      Logs.commit(log, Logs.ORDERS, 1);
      Cut before = Cut.EMPTY;
      int read = 0;
      int documents = 0;
      boolean more = true;
      for (int pieces = 1; more; pieces++) {
        ReadRecord piece = Objects.requireNonNull(reader.next(Duration.ofSeconds(20)));
        more = piece.more();
        int bytes = piece.slices().stream().mapToInt(ReadSlice::length).sum();
        assertThat(bytes).isLessThanOrEqualTo(5 << 20);
        assertThat(parts.get())
            .as("parts fetched for " + pieces + " pieces")
            .isLessThan(pieces + 12);
        before = pieces == 1 ? reader.cut() : before;
        assertThat(reader.cut().equals(before)).isEqualTo(more);
        read += bytes;
        documents += piece.documents();
      }
      assertThat(read).isEqualTo(size);
      assertThat(documents).isEqualTo(40);
      assertThat(take(reader, 0, 1)).containsExactly(1);
    }
  }

  @Test
  void aReaderThatTheRingHasLeftBehindGoesOnInTheStore() throws Exception {
    ShardLog log = Logs.owner(context());
    try (JournalReader reader = reader(tails, Cut.EMPTY, planned("orders.0", Logs.ORDERS))) {
      byte[] filler = new byte[1 << 20];
      int n = 0;
      for (; n < 90; n++) {
        try (TransactionBuilder t = log.begin()) {
          logs.host.random().nextBytes(filler);
          t.document(log.journal(Logs.LINES.journal(""), "s"), filler, 0, filler.length);
          Logs.add(t, log, Logs.ORDERS, "", n);
          t.commit();
        }
      }
      assertThat(take(reader, 0, n)).isEqualTo(range(0, n));
    }
  }

  @Test
  void whatIsUnreadIsCountedInBytes() throws Exception {
    ShardLog log = Logs.owner(context());
    Logs.commit(log, Logs.ORDERS, 1, 2, 3);
    Logs.commit(log, Logs.LINES, 4, 5);
    ReadSource orders = planned("orders.0", Logs.ORDERS);
    ReadSource lines = planned("lines.0", Logs.LINES);
    Cut middle;
    try (JournalReader reader = reader(tails, Cut.EMPTY, orders, lines)) {
      assertThat(reader.progress().unread(0)).isEqualTo(end(log, Logs.ORDERS)).isPositive();
      assertThat(reader.progress().unread(1)).isEqualTo(end(log, Logs.LINES));
      assertThat(take(reader, 0, 3)).isEqualTo(range(1, 4));
      assertThat(reader.progress().unread(0)).isZero();
      assertThat(reader.progress().unread(1)).isEqualTo(end(log, Logs.LINES));
      assertThat(take(reader, 1, 2)).isEqualTo(range(4, 6));
      assertThat(reader.progress().unread(1)).isZero();
      middle = reader.cut();
    }
    long before = end(log, Logs.ORDERS);
    Logs.commit(log, Logs.ORDERS, 6);
    Logs.commit(log, Logs.ORDERS, 7, 8);
    try (JournalReader reader = reader(tails, middle, orders, lines)) {
      assertThat(reader.progress().unread(0)).isEqualTo(end(log, Logs.ORDERS) - before);
      assertThat(reader.progress().unread(1)).isZero();
    }
  }

  private static long end(ShardLog log, CollectionName collection) {
    return Objects.requireNonNull(log.state().lanes().get(collection.journal("")));
  }

  @Test
  void allOfACollectionIsReadWithoutAnOwner() throws Exception {
    ShardLog log = logs.owner();
    for (int i = 0; i < 20; i++) {
      try (TransactionBuilder t = log.begin()) {
        Logs.add(t, log, Logs.ORDERS, "region=" + (i % 2 == 0 ? "eu" : "us"), i);
        t.commit();
      }
    }
    logs.host.skip(Duration.ofSeconds(10));
    Instant since = logs.host.now();
    Logs.commit(log, Logs.ORDERS, 20);
    log.close();

    assertThat(read(partition -> true, Instant.EPOCH)).isEqualTo(range(0, 21));
    assertThat(read(partition -> partition.equals("region=eu"), Instant.EPOCH)).hasSize(10);
    assertThat(read(partition -> true, since)).containsExactly(20);
  }

  private List<Integer> read(java.util.function.Predicate<String> partitions, Instant since)
      throws Exception {
    List<Integer> found = new ArrayList<>();
    try (CollectionReader reader =
        new CollectionReader(
            ReadContext.of(logs.host, logs.store, Tails.NONE), Logs.ORDERS, partitions, since)) {
      for (ReadRecord read = reader.next(); read != null; read = reader.next()) {
        found.addAll(numbers(read, 0));
      }
    }
    return found;
  }
}
