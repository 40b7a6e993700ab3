package dev.firth.shard.materialize;

import dev.firth.documents.combine.Combiner;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.PackedKey;
import dev.firth.journals.host.Channel;
import dev.firth.journals.host.ChannelClosed;
import dev.firth.journals.host.Host;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.shard.status.TaskMeters;
import dev.firth.shard.status.Written;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Says to the connector what there is to say, in order, in a fork of its own: sending may block
 * while the connector is busy, and the main loop must never wait for that. Turns the reduced
 * documents of a transaction into rows on its way.
 */
final class Talk {
  private static final int CAPACITY = 256;

  /** Requests that wait for room when no more should be made. */
  private static final int BEHIND = 16;

  private final Host host;
  private final Session<MaterializeRequest, MaterializeResponse> session;
  private final Channel<DeliveryEvent> inbox;
  private final List<MaterializedBinding> bindings;
  private final TaskMeters meters;
  private final Channel<Work> outbox;
  private final ArrayDeque<Work> waiting = new ArrayDeque<>();
  private final Tape tape = new Tape();
  private final JsonBuffer buffer = new JsonBuffer();
  private final Written written;

  private sealed interface Work {}

  private record Say(MaterializeRequest request) implements Work {}

  private record StoreAll(Combiner combiner, RawJson checkpoint) implements Work {}

  Talk(
      Host host,
      Session<MaterializeRequest, MaterializeResponse> session,
      Channel<DeliveryEvent> inbox,
      List<MaterializedBinding> bindings,
      TaskMeters meters) {
    this.session = session;
    this.inbox = inbox;
    this.bindings = bindings;
    this.meters = meters;
    this.host = host;
    outbox = host.channel(CAPACITY);
    written = new Written(meters, bindings.size());
  }

  Host.Fork start(String title) {
    return host.fork(title + " talk", this::run);
  }

  /** Ends the fork once it has said what it was given. */
  void close() {
    outbox.close();
  }

  /** Says a request after all that was given before. Never waits. */
  void say(MaterializeRequest request) {
    give(new Say(request));
  }

  /** Stores all rows of a transaction and starts its commit. */
  void store(Combiner combiner, RawJson checkpoint) {
    give(new StoreAll(combiner, checkpoint));
  }

  private void give(Work work) {
    waiting.add(work);
    pump();
  }

  /** Hands over what found no room before. To be called now and then by the giver. */
  void pump() {
    while (!waiting.isEmpty() && outbox.offer(waiting.peek())) {
      waiting.remove();
    }
  }

  /** Whether the connector takes requests so slowly that input should wait. */
  boolean isBehind() {
    return waiting.size() >= BEHIND;
  }

  private void run() throws InterruptedException {
    try {
      while (true) {
        switch (outbox.receive()) {
          case Say(MaterializeRequest request) -> session.send(request);
          case StoreAll(Combiner combiner, RawJson checkpoint) -> {
            storeAll(combiner);
            session.send(new MaterializeRequest.StartCommit(checkpoint));
          }
        }
        inbox.offer(new DeliveryEvent.Wake());
      }
    } catch (ChannelClosed e) {
      return;
    } catch (RuntimeException e) {
      inbox.send(new DeliveryEvent.Failed(e));
    }
  }

  private void storeAll(Combiner combiner) throws InterruptedException {
    StoreBatch batch = new StoreBatch();
    meters.spilled(combiner.spilled());
    try (Combiner.Drain drain = combiner.drain()) {
      while (drain.next()) {
        MaterializedBinding binding = bindings.get(drain.binding());
        boolean exists = drain.loaded();
        boolean delete = drain.deleted() && !binding.deltaUpdates();
        if (delete && !exists) {
          continue;
        }
        long before = batch.size();
        row(drain, binding, batch, exists, delete);
        written.add(drain.binding(), batch.size() - before);
        if (batch.isFull()) {
          session.send(new MaterializeRequest.Store(batch));
          batch = new StoreBatch();
        }
      }
    }
    if (!batch.isEmpty()) {
      session.send(new MaterializeRequest.Store(batch));
    }
    written.tell();
  }

  private void row(
      Combiner.Drain drain,
      MaterializedBinding binding,
      StoreBatch batch,
      boolean exists,
      boolean delete) {
    byte[] source = drain.bytes();
    batch.beginRow(drain.binding());
    buffer.reset();
    PackedKey.toJson(drain.key(), drain.keyOffset(), drain.keyLength(), buffer);
    batch.append(buffer.bytes(), 0, buffer.size());
    batch.endKey();
    buffer.reset();
    if (drain.note() >= 0) {
      binding.rows().values(source, drain.offset(), drain.note(), buffer);
    } else {
      tape.parse(source, drain.offset(), drain.length());
      binding.rows().values(tape, buffer);
    }
    batch.append(buffer.bytes(), 0, buffer.size());
    batch.endValues();
    if (binding.storesDocument()) {
      batch.append(source, drain.offset(), drain.length());
    }
    batch.endRow(exists, delete);
  }
}
