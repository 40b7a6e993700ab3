package dev.firth.simulation.model;

import dev.firth.journals.log.Cut;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.ShardLog;
import dev.firth.journals.log.Superseded;
import dev.firth.journals.log.TransactionBuilder;
import dev.firth.journals.read.JournalReader;
import dev.firth.journals.read.ReadContext;
import dev.firth.journals.read.ReadRecord;
import dev.firth.journals.read.ReadSource;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A materialization in small, whose destination decides: replay, open, fence; then read, commit to
 * the destination, and tell the log its cut at most once a second.
 */
public final class ModelMaterialization {
  private final SimProcess process;
  private final LogContext logs;
  private final ReadContext reads;
  private final LogName name;
  private final LogName producer;
  private final ModelDestination destination;

  public ModelMaterialization(
      SimProcess process,
      LogContext logs,
      ReadContext reads,
      LogName name,
      LogName producer,
      ModelDestination destination) {
    this.process = process;
    this.logs = logs;
    this.reads = reads;
    this.name = name;
    this.producer = producer;
    this.destination = destination;
  }

  /** Runs until its log or its destination ends it. */
  public void run() throws Exception {
    while (true) {
      try (ShardLog log = ShardLog.recover(logs, name)) {
        ModelDestination.Opened opened = destination.open(process);
        Cut held = opened.state().cut();
        Cut logged = log.state().cut();
        if (!held.join(logged).equals(held)) {
          throw new Violation(
              "%s: the log's cut %s is ahead of the destination's %s"
                  .formatted(process, logged.json(), held.json()));
        }
        long replayed = log.state().next();
        try {
          log.fenceAt(held.isEmpty() ? null : held);
        } catch (Superseded e) {
          continue;
        }
        if (log.state().epoch() != replayed) {
          throw new Violation(
              "%s: the fence stands at %d, replayed to %d before opening: another may have opened"
                  .formatted(process, log.state().epoch(), replayed));
        }
        process.trace("materializes from %s", held.json());
        follow(log, opened);
      }
    }
  }

  private void follow(ShardLog log, ModelDestination.Opened opened) throws Exception {
    Follower follower = opened.state().copy();
    List<ReadSource> sources = ModelReader.sources(follower.sources(), producer, true);
    Instant logged = process.now();
    HybridClock inputs = HybridClock.ZERO;
    try (JournalReader reader = new JournalReader(reads, sources, follower.cut())) {
      while (true) {
        ReadRecord record = reader.next(Duration.ofMillis(500));
        if (log.ended().isPresent()) {
          throw log.ended().get();
        }
        if (record != null) {
          follower.take(record, reader.cut(), sources);
          inputs = record.clock();
          destination.commit(process, opened.fence(), follower);
          process.trace("materialized %s", follower.counts(0).copy());
        }
        if (process.now().isAfter(logged.plusSeconds(1))) {
          logged = process.now();
          boolean refusable =
              !inputs.admissible(process.now()) && log.state().clock().compareTo(inputs) < 0;
          try (TransactionBuilder transaction = log.begin(inputs)) {
            if (refusable && transaction.clock().compareTo(inputs) > 0) {
              throw new Violation(
                  "%s: adopted the clock %s at %s"
                      .formatted(process, inputs.instant(), process.now()));
            }
            transaction.cut(follower.cut());
            transaction.commit();
          }
        }
      }
    }
  }
}
