package dev.firth.shard.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.firth.documents.combine.Combiner;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.Journal;
import dev.firth.journals.log.ShardLog;
import dev.firth.journals.log.TransactionBuilder;
import dev.firth.shard.stamp.DocumentStamp;
import dev.firth.shard.stamp.UuidSequence;
import dev.firth.shard.state.TaskState;
import dev.firth.shard.status.TaskMeters;
import dev.firth.shard.status.Written;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;

/**
 * Writes filled transactions to the log, one after another: drains the combiner in key order,
 * stamps each document, adds the connector's checkpoint, commits. Runs in a fork of its own beside
 * the filling of the next one.
 */
final class CaptureCommit {
  /** As the combiner's notes are written. */
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final Host host;
  private final ShardLog log;
  private final List<CapturedBinding> bindings;
  private final TaskState state;
  private final TaskMeters meters;
  private final CaptureInference inference;
  private final long node;
  private final DocumentStamp stamp = new DocumentStamp();
  private final JsonBuffer buffer = new JsonBuffer();
  private final Written written;

  CaptureCommit(
      Host host, ShardLog log, List<CapturedBinding> bindings, TaskState state, TaskMeters meters) {
    this.host = host;
    this.log = log;
    this.bindings = bindings;
    this.state = state;
    this.meters = meters;
    inference = new CaptureInference(bindings, state, meters);
    node = host.random().nextLong();
    written = new Written(meters, bindings.size());
  }

  /** Commits all of it; when this returns, it is in the log for good. */
  void commit(CaptureTransaction transaction) throws InterruptedException {
    long began = host.nanoTime();
    transaction.sourced().forEach(one -> inference.sourced(one.binding(), one.schema()));
    try (TransactionBuilder builder = log.begin()) {
      if (transaction.documents() > 0) {
        meters.spilled(transaction.combiner().spilled());
        try (Combiner.Drain drain = transaction.combiner().drain()) {
          append(drain, builder);
        }
      }
      state
          .change(transaction.states(), inference.changes())
          .ifPresent(c -> builder.connectorState(c.updated().bytes(), c.mergePatch()));
      long drained = host.nanoTime();
      meters.took("drain", Duration.ofNanos(drained - began));
      builder.commit();
      meters.took("commit", Duration.ofNanos(host.nanoTime() - drained));
    }
    inference.committed();
    meters.committed(host.now());
    written.tell();
  }

  private void append(Combiner.Drain drain, TransactionBuilder builder)
      throws InterruptedException {
    HybridClock clock = builder.clock();
    byte[] clockText = clock.toString().getBytes(US_ASCII);
    var uuids = new UuidSequence(clock.millis(), clock.counter(), node);
    while (drain.next()) {
      int binding = drain.binding();
      byte[] source = drain.bytes();
      inference.see(binding, source, drain.offset(), drain.length());
      Journal journal = bindings.get(binding).journal(log, source, drain.offset(), drain.length());
      buffer.reset();
      if (drain.note() >= 0) {
        int place = (int) INT.get(source, drain.note());
        stamp.stampAt(source, drain.offset(), drain.length(), place, uuids, clockText, buffer);
      } else {
        stamp.stamp(source, drain.offset(), drain.length(), uuids, clockText, buffer);
      }
      builder.document(journal, buffer.bytes(), 0, buffer.size());
      written.add(binding, buffer.size());
    }
  }
}
