package dev.firth.shard.materialize;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.Cut;
import dev.firth.journals.log.ShardLog;
import dev.firth.journals.log.Superseded;
import dev.firth.journals.read.JournalReader;
import dev.firth.journals.read.Progress;
import dev.firth.journals.read.ReadSource;
import dev.firth.protocol.Ask;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.shard.context.Logs;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.life.LifeTerms;
import dev.firth.shard.life.Listening;
import dev.firth.shard.life.StopSignal;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.state.TaskState;
import dev.firth.shard.status.Phase;
import dev.firth.shard.status.TaskMeters;
import dev.firth.shard.supervise.Life;
import dev.firth.specs.MaterializationSpec;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A materialization's shard for one life: replays its log, opens its destination, fences, in this
 * order, and again if another owner came in between; then one session until the end.
 */
public final class MaterializationShard implements Life {
  private static final Logger LOG = LoggerFactory.getLogger(MaterializationShard.class);

  private final MaterializationSpec spec;
  private final ShardContext context;
  private final TaskMeters meters;
  private final Host host;
  private final Probes probes = new Probes();
  private final StopSignal<DeliveryEvent> stop = new StopSignal<>(new DeliveryEvent.Wake());

  public MaterializationShard(MaterializationSpec spec, ShardContext context, TaskMeters meters) {
    this.spec = spec;
    this.context = context;
    this.meters = meters;
    host = context.host();
  }

  @Override
  public void stop() {
    stop.ask();
  }

  /**
   * Asks whether everything that was in the sources by now has arrived at the destination.
   *
   * @return a number for {@link #arrivedSince}
   */
  public long probe() {
    return probes.ask();
  }

  /** Whether everything that was there when this probe was made has arrived. */
  public boolean arrivedSince(long probe) {
    return probes.arrivedSince(probe);
  }

  @Override
  public void run() throws InterruptedException {
    List<MaterializedBinding> bindings =
        spec.bindings().stream().map(MaterializedBinding::new).toList();
    boolean superseded = true;
    for (int attempt = 0; superseded && !stop.asked(); attempt++) {
      // a process takes its time to start: meanwhile the log is read
      try (var session = context.connectors().materialize(context.command(spec));
          ShardLog log = ShardLog.recover(context.log(), Logs.of(spec))) {
        superseded = !life(log, session, bindings, attempt == 0);
        session.close();
        log.finish();
      }
    }
  }

  /** One attempt at opening and what follows; false if another owner came in between. */
  private boolean life(
      ShardLog log,
      Session<MaterializeRequest, MaterializeResponse> session,
      List<MaterializedBinding> bindings,
      boolean prepare)
      throws InterruptedException {
    var state = new TaskState(log.state().connectorState().map(RawJson::of));
    var applied =
        prepare
            ? Optional.of(apply(session, state))
            : Optional.<MaterializeResponse.Applied>empty();
    MaterializeResponse.Opened opened = open(session, state);
    var opening = new Opening(spec, context, opened, log.state().cut(), state);
    Cut cut = opening.judge();
    try {
      log.fenceAt(opened.authoritative() ? cut : null);
    } catch (Superseded e) {
      LOG.info("{}: {}", spec.title(), e.getMessage());
      return false;
    }
    log.onEnd(exit -> stop.wake());
    meters.phase(Phase.RUNNING, "", "", host.now());
    var terms = terms(log, opening.authoritative());
    try (var run = new MaterializationRun(terms, opening, bindings, probes, context.settings())) {
      converse(run, session, state, cut, applied);
    }
    return true;
  }

  private LifeTerms terms(ShardLog log, boolean authoritative) {
    ClosePolicy policy =
        authoritative
            ? context.settings().authoritativePolicy(spec.transactions())
            : context.settings().policy(spec.transactions());
    return new LifeTerms(
        spec.title(), host, meters, policy, stop, context.settings().stopBound(), log);
  }

  private MaterializeResponse.Applied apply(
      Session<MaterializeRequest, MaterializeResponse> session, TaskState state)
      throws InterruptedException {
    var request =
        new MaterializeRequest.Apply(
            message(),
            spec.hash(),
            context.storeId(),
            context.settings().takeOver(),
            Optional.empty(),
            state.connector());
    MaterializeResponse.Applied applied =
        Ask.first(session, request, MaterializeResponse.Applied.class);
    if (!applied.action().isEmpty()) {
      LOG.info("{}: {}", spec.title(), applied.action());
    }
    return applied;
  }

  private MaterializeResponse.Opened open(
      Session<MaterializeRequest, MaterializeResponse> session, TaskState state)
      throws InterruptedException {
    return Ask.first(
        session,
        new MaterializeRequest.Open(
            message(), spec.hash(), context.storeId(), KeyRange.FULL, state.connector()),
        MaterializeResponse.Opened.class);
  }

  private void converse(
      MaterializationRun run,
      Session<MaterializeRequest, MaterializeResponse> session,
      TaskState state,
      Cut cut,
      Optional<MaterializeResponse.Applied> applied)
      throws InterruptedException {
    Channel<DeliveryEvent> events = host.channel(MaterializationSession.INBOX);
    stop.attach(events);
    var positions = new PositionLog(run.terms(), state, events);
    applied.flatMap(MaterializeResponse.Applied::state).ifPresent(positions::keep);
    run.remember(positions);
    var talk = new Talk(host, session, events, run.bindings(), meters);
    Host.Fork talking = talk.start(spec.title());
    Host.Fork listening =
        host.fork(
            spec.title() + " connector",
            () ->
                Listening.listen(
                    session, events, DeliveryEvent.Said::new, MaterializationShard::ended));
    try (var reader = new JournalReader(context.read(), sources(run.bindings()), cut)) {
      tellUnread(reader.progress());
      var reading = new Reading(host, reader, events, probes);
      Host.Fork readingFork = reading.start(host, spec.title());
      try {
        new MaterializationSession(run, events, reading, talk, positions).run();
      } finally {
        reading.close();
        events.close();
        talk.close();
        end(readingFork);
        session.close();
        end(talking);
        positions.end();
        end(listening);
        stop.detach();
      }
    }
  }

  private void tellUnread(Progress progress) {
    for (int binding = 0; binding < spec.bindings().size(); binding++) {
      int source = binding;
      meters.binding(binding).unread(() -> progress.unread(source));
    }
  }

  private static void end(Host.Fork fork) throws InterruptedException {
    fork.cancel();
    fork.join();
  }

  private List<ReadSource> sources(List<MaterializedBinding> bindings) {
    return bindings.stream().map(MaterializedBinding::source).toList();
  }

  /** No connector of a materialization may end before it is asked to. */
  private static DeliveryEvent ended(Optional<RuntimeException> failure) {
    return new DeliveryEvent.Failed(
        failure.orElseGet(
            () -> ConnectorFailure.of("The connector ended although nobody asked it to.")));
  }

  private MaterializationMessage message() {
    return MaterializationMessage.of(spec, context.configs().of(spec));
  }
}
