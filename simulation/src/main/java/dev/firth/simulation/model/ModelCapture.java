package dev.firth.simulation.model;

import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.Committed;
import dev.firth.journals.log.Journal;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Seal;
import dev.firth.journals.log.ShardLog;
import dev.firth.journals.log.TransactionBuilder;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A capture in small: numbered documents per key into two collections, and how many there are as
 * connector state in the same commit. Every transaction writes each of its documents to both
 * collections. What it numbers next it knows from the log alone, so a log that loses, doubles or
 * tears a commit shows in the numbers.
 */
public final class ModelCapture {
  /** Two partitions. */
  public static final CollectionName LEFT = new CollectionName("acme", "left", "0.0");

  /** One partition. */
  public static final CollectionName RIGHT = new CollectionName("acme", "right", "0.0");

  private final SimProcess process;
  private final LogContext context;
  private final LogName name;
  private final int keys;
  private final Duration pace;
  private final Ledger ledger;

  public ModelCapture(
      SimProcess process,
      LogContext context,
      LogName name,
      int keys,
      Duration pace,
      Ledger ledger) {
    this.process = process;
    this.context = context;
    this.name = name;
    this.keys = keys;
    this.pace = pace;
    this.ledger = ledger;
  }

  /**
   * Runs until the log ends or {@code transactions} are committed; then ends cleanly.
   *
   * @param seal whether the end is a seal, after which the log has no owner any more
   */
  public void run(int transactions, boolean seal) throws Exception {
    try (ShardLog log = ShardLog.recover(context, name)) {
      log.fence();
      Counts counts =
          log.state()
              .connectorState()
              .map(state -> Counts.ofState(state, keys))
              .orElseGet(() -> new Counts(keys));
      process.trace("owns %s from %s, %s", name.task(), log.state().next(), counts);
      List<Journal> left = new ArrayList<>();
      for (int partition = 0; partition < 2; partition++) {
        left.add(log.journal(LEFT.journal("p=" + partition), "schema"));
      }
      Journal right = log.journal(RIGHT.journal(""), "schema");
      for (int i = 0; i < transactions; i++) {
        boolean idle = process.random().nextInt(60) == 0;
        long longest = idle ? context.retention().toNanos() : 2 * pace.toNanos();
        process.sleep(Duration.ofNanos(process.random().nextLong(longest)));
        counts = commitOne(log, left, right, counts);
      }
      if (seal) {
        seal(log);
      } else {
        log.finish();
      }
    }
  }

  /** The log's last record: its keys go to two children, which nobody runs here. */
  private void seal(ShardLog log) throws InterruptedException {
    try (TransactionBuilder transaction = log.begin()) {
      transaction.seal(
          List.of(
              new Seal.Child(child(0, 0x7fffffff), List.of(name), "shard"),
              new Seal.Child(child(0x80000000, -1), List.of(name), "shard")));
      ledger.sealed(transaction.commit().sequence());
    }
  }

  private LogName child(int lo, int hi) {
    return new LogName(name.namespace(), name.kind(), name.task(), name.generation(), lo, hi, 1);
  }

  /** Random, so that a big transaction stays big when it is compressed. */
  private String padding(boolean big) {
    StringBuilder text = new StringBuilder();
    for (int i = process.random().nextInt(big ? 20 : 4); i > 0; i--) {
      text.append(Long.toHexString(process.random().nextLong()));
    }
    return text.toString();
  }

  private Counts commitOne(ShardLog log, List<Journal> left, Journal right, Counts counts)
      throws Exception {
    Counts after = counts.copy();
    try (TransactionBuilder transaction = log.begin()) {
      boolean big = process.random().nextInt(10) == 0;
      int documents = big ? 40 : 1 + process.random().nextInt(4);
      if (process.random().nextInt(30) == 0) {
        // An open transaction that outlasts heartbeats.
        process.sleep(
            Duration.ofNanos(process.random().nextLong(context.retention().toNanos() / 3)));
      }
      long outlives = big && process.random().nextInt(12) == 0 ? documents - 1 : -1;
      for (int d = 0; d < documents; d++) {
        if (d == outlives) {
          // Its first payload parts become older than the log's retention, unnamed by any record.
          process.sleep(context.retention().multipliedBy(5).dividedBy(4));
        }
        int key = process.random().nextInt(keys);
        byte[] bytes = ModelDocument.bytes(transaction.clock(), key, after.next(key), padding(big));
        transaction.document(left.get(key % 2), bytes, 0, bytes.length);
        transaction.document(right, bytes, 0, bytes.length);
      }
      byte[] state = after.state();
      transaction.connectorState(state, process.random().nextBoolean());
      Committed committed = transaction.commit();
      process.trace("committed %s as record %s", after, committed.sequence());
      if (committed.documents() != 2 * documents) {
        throw new Violation(
            "%s: %d documents committed of %d"
                .formatted(process, committed.documents(), 2 * documents));
      }
      ledger.confirmed(process, committed, transaction.clock(), after);
    }
    return after;
  }
}
