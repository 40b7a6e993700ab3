package dev.firth.journals.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentSettings;
import dev.firth.journals.host.VirtualHost;
import dev.firth.journals.log.Cut;
import dev.firth.journals.log.Journal;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.log.Logs;
import dev.firth.journals.log.ShardLog;
import dev.firth.journals.log.TransactionBuilder;
import dev.firth.journals.store.MemoryLogStore;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What commit, fragment and read cost over a store in memory; prints figures, fails if documents
 * are lost.
 */
@Tag("slow")
class HotPathTest {
  private static final int DOCUMENTS = 5_000;
  private static final int TRANSACTIONS = 200;

  private final VirtualHost host = new VirtualHost();
  private final MemoryLogStore store = new MemoryLogStore(host::now);
  private final InProcessTails tails = new InProcessTails(host);

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  @Test
  void aMillionDocuments() throws Exception {
    byte[][] documents = documents();
    LogContext context =
        LogContext.of(host, store)
            .withRings(tails)
            .withFragments(
                j -> new FragmentSettings(Long.MAX_VALUE, Duration.ofDays(1), FragmentCodec.GZIP));
    ShardLog log = Logs.owner(context);
    for (int round = 0; round < 3; round++) {
      run("append+commit", log, documents, false);
    }
    run("append+commit+tail", log, documents, true);
    long before = cpu();
    log.finish();
    System.out.printf("fragments: %.2f CPU-s per million%n", (cpu() - before) / 1e9 / 4);
    long start = cpu();
    int read = 0;
    try (CollectionReader reader =
        new CollectionReader(
            ReadContext.of(host, store, Tails.NONE),
            Logs.ORDERS,
            p -> true,
            java.time.Instant.EPOCH)) {
      for (ReadRecord r = reader.next(); r != null; r = reader.next()) {
        read += r.documents();
      }
    }
    System.out.printf(
        "read %d from the log: %.2f CPU-s per million%n",
        read, (cpu() - start) / 1e9 / (read / 1e6));
    assertThat(read).isEqualTo(4 * DOCUMENTS * TRANSACTIONS);
  }

  @Test
  void smallCommits() throws Exception {
    byte[][] documents = documents();
    ShardLog log = Logs.owner(LogContext.of(host, store).withRings(tails));
    Journal journal = log.journal(Logs.ORDERS.journal(""), "schema");
    int commits = 20_000;
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      long before = cpu();
      for (int i = 0; i < commits; i++) {
        try (TransactionBuilder t = log.begin()) {
          for (int d = 0; d < 20; d++) {
            t.document(journal, documents[d], 0, documents[d].length);
          }
          t.commit();
        }
      }
      System.out.printf(
          "20 documents each: %.0f commits/s, %.0f us CPU a commit%n",
          commits / ((System.nanoTime() - start) / 1e9), (cpu() - before) / 1e3 / commits);
    }
    assertThat(log.state().next()).isGreaterThan(3 * commits);
    log.close();
  }

  private void run(String what, ShardLog log, byte[][] documents, boolean tail) throws Exception {
    Journal journal = log.journal(Logs.ORDERS.journal(""), "schema");
    Cut now =
        Cut.EMPTY.with(
            "orders.0",
            Logs.CAPTURE,
            new dev.firth.journals.log.Position.At(log.state().next(), log.state().clock()));
    long start = System.nanoTime();
    long before = cpu();
    JournalReader reader =
        tail
            ? new JournalReader(
                ReadContext.of(host, store, tails),
                List.of(new ReadSource("orders.0", Logs.ORDERS, List.of())),
                now)
            : null;
    for (int i = 0; i < TRANSACTIONS; i++) {
      try (TransactionBuilder t = log.begin()) {
        for (int d = 0; d < DOCUMENTS; d++) {
          t.document(journal, documents[d], 0, documents[d].length);
        }
        t.commit();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    int seen = 0;
    while (reader != null && seen < DOCUMENTS * TRANSACTIONS) {
      seen += Objects.requireNonNull(reader.next(Duration.ofSeconds(20))).documents();
    }
    if (reader != null) {
      reader.close();
    }
    System.out.printf(
        "%s: %.0f documents/s, %.2f CPU-s per million%n",
        what,
        DOCUMENTS * TRANSACTIONS / seconds,
        (cpu() - before) / 1e9 / (DOCUMENTS * TRANSACTIONS / 1e6));
  }

  private static byte[][] documents() {
    SplittableRandom random = new SplittableRandom(7);
    byte[][] documents = new byte[DOCUMENTS][];
    for (int i = 0; i < DOCUMENTS; i++) {
      StringBuilder filler = new StringBuilder();
      for (int k = 0; k < 84; k++) {
        filler.append((char) ('a' + random.nextInt(k % 4 == 0 ? 26 : 3)));
      }
      documents[i] =
          ("{\"aid\":%d,\"bid\":%d,\"abalance\":%d,\"filler\":\"%s\",\"_meta\":{\"op\":\"c\",\"uuid\":\"%08x-cfcd-11f0-8000-%012x\",\"clock\":\"01a208809ff8-%04x\","
                      .formatted(
                          i + 1_000_000,
                          i % 100,
                          random.nextInt(10_000) - 5000,
                          filler,
                          random.nextInt(),
                          i,
                          i % 10000)
                  + "\"source\":{\"ts_ms\":1763900000000,\"schema\":\"public\",\"snapshot\":true,\"loc\":[26705736,26706%d,26705736],\"table\":\"pgbench_accounts\"}}}"
                      .formatted(i % 1000))
              .getBytes(StandardCharsets.UTF_8);
    }
    System.out.println("bytes a document: " + documents[0].length);
    return documents;
  }
}
