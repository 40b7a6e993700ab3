package dev.firth.shard.materialize;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.Cut;
import dev.firth.journals.read.ReadRecord;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.DocumentBatch;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.shard.failure.ShardException;
import dev.firth.shard.life.StopBound;
import dev.firth.shard.life.Turns;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.status.TaskMeters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session with a materialization's connector after Open: combines what its sources hold into
 * transactions and delivers them one after another, the next one filling meanwhile.
 *
 * <p>One fork runs {@link #run} and owns all state; reader, connector, talk and log have forks of
 * their own and tell it events through one inbox. It never waits for anything but that inbox.
 */
final class MaterializationSession {
  /** Events that may wait. */
  static final int INBOX = 64;

  private final MaterializationRun run;
  private final Host host;
  private final TaskMeters meters;
  private final Channel<DeliveryEvent> inbox;
  private final Reading reading;
  private final Talk talk;
  private final PositionLog positions;
  private final Delivery delivery;
  private final Intake intake;

  private final ArrayDeque<DeliveryEvent.Read> waiting = new ArrayDeque<>();
  private final Turns<MaterializationTransaction> turns;
  private final StopBound bound;
  private @Nullable ShardException violation;

  MaterializationSession(
      MaterializationRun run,
      Channel<DeliveryEvent> inbox,
      Reading reading,
      Talk talk,
      PositionLog positions) {
    this.run = run;
    this.host = run.terms().host();
    this.meters = run.terms().meters();
    this.inbox = inbox;
    this.reading = reading;
    this.talk = talk;
    this.positions = positions;
    delivery = new Delivery(run.authoritative());
    intake = new Intake(run);
    turns = run.newTurns();
    bound = run.terms().newStopBound();
  }

  /**
   * Runs until the shard is asked to stop.
   *
   * @throws ShardException when a document breaks its schema and all before it is delivered
   */
  void run() throws InterruptedException {
    meters.again();
    act(delivery.opened());
    while (true) {
      run.terms().checkLog();
      talk.pump();
      boolean last = last();
      positions.pump(last && isVoid(turns.filling()) && !delivery.underWay());
      if (last && done()) {
        break;
      }
      switch (decide(last || standsAlone())) {
        case ClosePolicy.Close c -> close();
        case ClosePolicy.Hold h -> take(ClosePolicy.FOREVER);
        case ClosePolicy.Extend(Duration delay) -> extend(delay, last);
      }
    }
    if (violation != null) {
      throw violation;
    }
  }

  private void extend(Duration delay, boolean last) throws InterruptedException {
    if (last || inbox.size() > 0 || waiting.isEmpty() || talk.isBehind()) {
      if (!last && waiting.isEmpty()) {
        reading.permit();
      }
      take(delay);
    } else {
      DeliveryEvent.Read next = waiting.remove();
      add(next.read(), next.after());
    }
  }

  /** Whether what was taken so far must be delivered before the record that comes next. */
  private boolean standsAlone() {
    DeliveryEvent.Read next = waiting.peek();
    MaterializationTransaction filling = turns.filling();
    return next != null
        && !filling.isEmpty()
        && !filling.isPartial()
        && intake.mustStandAlone(next.read());
  }

  /** Whether at an end nothing of it can be delivered: a record without its end never is. */
  private static boolean isVoid(MaterializationTransaction filling) {
    return filling.isEmpty() || filling.isPartial();
  }

  private boolean last() {
    return bound.stopping() || violation != null;
  }

  private boolean done() {
    boolean patience = violation != null || !bound.passed();
    boolean idle = isVoid(turns.filling()) && !delivery.underWay() && !positions.busy();
    return idle || !patience;
  }

  private ClosePolicy.Decision decide(boolean last) {
    long now = host.nanoTime();
    boolean ready = delivery.phase() == Delivery.Phase.READY;
    return run.terms()
        .policy()
        .decide(turns.filling().facts(now, turns.sinceClose(now), ready, inputReady(), last));
  }

  private boolean inputReady() {
    return inbox.size() > 0 || !waiting.isEmpty();
  }

  private void take(Duration delay) throws InterruptedException {
    long now = host.nanoTime();
    Duration wait = delay;
    Duration due = positions.due(now);
    if (due != null) {
      wait = StopBound.shorter(wait, due);
    }
    switch (inbox.receive(bound.within(wait, now))) {
      case null -> {}
      case DeliveryEvent.Wake w -> {}
      case DeliveryEvent.Failed(RuntimeException failure) -> throw failure;
      case DeliveryEvent.Idle idle -> idle(idle);
      case DeliveryEvent.Said(MaterializeResponse response) -> hear(response);
      case DeliveryEvent.Logged l -> {
        if (positions.finished()) {
          boolean committed = delivery.phase() == Delivery.Phase.LOGGING_COMMIT;
          act(delivery.logged());
          if (committed) {
            finishDelivery();
          }
        }
      }
      case DeliveryEvent.Read read -> {
        reading.arrived();
        waiting.add(read);
      }
    }
  }

  private void idle(DeliveryEvent.Idle idle) {
    boolean visible = delivery.phase() == Delivery.Phase.READY;
    if (idle.head() && waiting.isEmpty() && turns.filling().isEmpty() && visible) {
      meters.idle();
      run.probes().arrived(idle.probe());
    }
  }

  private void hear(MaterializeResponse response) {
    switch (response) {
      case MaterializeResponse.Acknowledged(Optional<ConnectorState> state) -> {
        state.ifPresent(positions::keep);
        act(delivery.acknowledged());
      }
      case MaterializeResponse.Loaded(DocumentBatch documents) -> loaded(documents);
      case MaterializeResponse.Flushed(Optional<ConnectorState> state) -> {
        state.ifPresent(positions::keep);
        act(delivery.flushed(state.isPresent()));
      }
      case MaterializeResponse.StartedCommit(Optional<ConnectorState> state) -> {
        state.ifPresent(positions::keep);
        act(delivery.startedCommit(state.isPresent()));
        if (delivery.phase() == Delivery.Phase.ACKNOWLEDGING) {
          finishDelivery();
        }
      }
      case MaterializeResponse.Spec s -> throw unexpected("Spec");
      case MaterializeResponse.Validated v -> throw unexpected("Validated");
      case MaterializeResponse.Applied a -> throw unexpected("Applied");
      case MaterializeResponse.Opened o -> throw unexpected("Opened");
    }
  }

  private static ShardException unexpected(String message) {
    return ShardException.retry(
        "ConnectorFailed", "The connector answered " + message + " although nobody asked for it.");
  }

  private void loaded(DocumentBatch batch) {
    MaterializationTransaction closed = turns.closed();
    MaterializationTransaction of =
        delivery.phase() == Delivery.Phase.FLUSHING && closed != null ? closed : turns.filling();
    for (int row = 0; row < batch.count(); row++) {
      of.combiner()
          .addLoaded(batch.binding(row), batch.bytes(), batch.offset(row), batch.length(row));
    }
  }

  private void act(Delivery.Action action) {
    switch (action) {
      case NONE -> {}
      case ACKNOWLEDGE -> {
        talk.say(new MaterializeRequest.Acknowledge());
        sayLoads(turns.filling(), false);
      }
      case FLUSH -> talk.say(new MaterializeRequest.Flush());
      case LOG -> {
        boolean commit = delivery.phase() == Delivery.Phase.LOGGING_COMMIT;
        positions.commit(commit ? underWay().cut() : null);
      }
      case STORE -> {
        MaterializationTransaction transaction = underWay();
        talk.store(transaction.combiner(), run.checkpoint(transaction.cut()));
      }
    }
  }

  private MaterializationTransaction underWay() {
    MaterializationTransaction transaction = turns.closed();
    if (transaction == null) {
      throw new IllegalStateException("no transaction is being delivered");
    }
    return transaction;
  }

  private void close() {
    long now = host.nanoTime();
    MaterializationTransaction closed = turns.close(now);
    meters.took("fill", closed.age(now));
    for (int binding = 0; binding < run.bindings().size(); binding++) {
      byte[] largest = closed.largest(binding);
      if (largest != null) {
        run.loads(binding).stored(largest, largest.length);
      }
    }
    sayLoads(closed, true);
    act(delivery.begin());
  }

  private void finishDelivery() {
    MaterializationTransaction done = underWay();
    if (run.authoritative()) {
      positions.later(done.cut());
    }
    meters.took("commit", turns.sinceClose(host.nanoTime()));
    meters.committed(host.now());
    meters.arrived(done.held(), turns.filling().held());
    done.reset();
    turns.ended();
  }

  private void sayLoads(MaterializationTransaction transaction, boolean all) {
    if (!delivery.mayLoad()) {
      return;
    }
    for (LoadBatch batch : transaction.takeLoads(all)) {
      talk.say(new MaterializeRequest.Load(batch));
    }
  }

  private void add(ReadRecord read, Cut after) {
    violation = intake.firstViolation(read);
    if (violation == null) {
      intake.add(read, after, turns.filling());
      sayLoads(turns.filling(), false);
    }
  }
}
