package dev.firth.shard.materialize;

import dev.firth.documents.combine.Combiner;
import dev.firth.journals.host.Channel;
import dev.firth.journals.host.ChannelClosed;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.Cut;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.ShardLog;
import dev.firth.journals.log.Superseded;
import dev.firth.journals.read.JournalReader;
import dev.firth.journals.read.ReadSource;
import dev.firth.protocol.Ask;
import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.state.TaskState;
import dev.firth.shard.status.Phase;
import dev.firth.shard.status.TaskMeters;
import dev.firth.shard.supervise.Life;
import dev.firth.specs.MaterializationSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
  private final Function<CollectionName, List<LogName>> producers;
  private final TaskMeters meters;
  private final Host host;
  private final AtomicLong probes = new AtomicLong();
  private final AtomicReference<@Nullable Channel<DeliveryEvent>> inbox = new AtomicReference<>();
  private volatile long arrived = -1;
  private volatile boolean stopping;

  /**
   * @param producers logs that are known to write to a collection; the registry names all, these
   *     only sooner
   */
  public MaterializationShard(
      MaterializationSpec spec,
      ShardContext context,
      Function<CollectionName, List<LogName>> producers,
      TaskMeters meters) {
    this.spec = spec;
    this.context = context;
    this.producers = producers;
    this.meters = meters;
    host = context.host();
  }

  /** The log of a materialization's one shard. */
  public static LogName logName(MaterializationSpec spec) {
    return LogName.root(spec.namespace(), spec.kindName(), spec.name(), spec.generation());
  }

  @Override
  public void stop() {
    stopping = true;
    wake();
  }

  /**
   * Asks whether everything that was in the sources by now has arrived at the destination.
   *
   * @return a number for {@link #arrivedSince}
   */
  public long probe() {
    return probes.incrementAndGet();
  }

  /** Whether everything that was there when this probe was made has arrived. */
  public boolean arrivedSince(long probe) {
    return arrived >= probe;
  }

  private void wake() {
    Channel<DeliveryEvent> current = inbox.get();
    if (current != null) {
      current.offer(new DeliveryEvent.Wake());
    }
  }

  @Override
  public void run() throws InterruptedException {
    List<MaterializedBinding> bindings =
        spec.bindings().stream().map(MaterializedBinding::new).toList();
    boolean superseded = true;
    for (int attempt = 0; superseded && !stopping; attempt++) {
      try (ShardLog log = ShardLog.recover(context.log(), logName(spec))) {
        superseded = !life(log, bindings, attempt == 0);
        log.finish();
      }
    }
  }

  /** One attempt at opening and what follows; false if another owner came in between. */
  private boolean life(ShardLog log, List<MaterializedBinding> bindings, boolean prepare)
      throws InterruptedException {
    var state = new TaskState(log.state().connectorState().map(RawJson::of));
    var positionsState = prepare ? apply(state) : Optional.<MaterializeResponse.Applied>empty();
    Session<MaterializeRequest, MaterializeResponse> session =
        context.connectors().materialize(command());
    try {
      MaterializeResponse.Opened opened = open(session, state);
      var opening = new Opening(spec, context, opened, log.state().cut(), state);
      Cut cut = opening.judge();
      try {
        log.fenceAt(opened.authoritative() ? cut : null);
      } catch (Superseded e) {
        LOG.info("{}: {}", spec.title(), e.getMessage());
        return false;
      }
      log.onEnd(exit -> wake());
      meters.phase(Phase.RUNNING, "", "", host.now());
      try (var shared = new OpenedRun(log, opening, bindings)) {
        converse(shared, session, log, state, cut, positionsState);
      }
      return true;
    } finally {
      session.close();
    }
  }

  private Optional<MaterializeResponse.Applied> apply(TaskState state) throws InterruptedException {
    var request =
        new MaterializeRequest.Apply(
            message(),
            spec.hash(),
            context.storeId(),
            context.settings().takeOver(),
            Optional.empty(),
            state.connector());
    MaterializeResponse.Applied applied =
        Ask.one(
            context.connectors().materialize(command()),
            request,
            MaterializeResponse.Applied.class);
    if (!applied.action().isEmpty()) {
      LOG.info("{}: {}", spec.title(), applied.action());
    }
    return Optional.of(applied);
  }

  private MaterializeResponse.Opened open(
      Session<MaterializeRequest, MaterializeResponse> session, TaskState state)
      throws InterruptedException {
    session.send(
        new MaterializeRequest.Open(
            message(), spec.hash(), context.storeId(), KeyRange.FULL, state.connector()));
    MaterializeResponse answer = session.receive();
    if (answer instanceof MaterializeResponse.Opened opened) {
      return opened;
    }
    throw ConnectorFailure.of(
        answer == null
            ? "The connector ended before it had opened its destination."
            : "The connector answered "
                + answer.getClass().getSimpleName()
                + " instead of Opened.");
  }

  private void converse(
      OpenedRun shared,
      Session<MaterializeRequest, MaterializeResponse> session,
      ShardLog log,
      TaskState state,
      Cut cut,
      Optional<MaterializeResponse.Applied> applied)
      throws InterruptedException {
    Channel<DeliveryEvent> events = host.channel(MaterializationSession.INBOX);
    inbox.set(events);
    var positions = new PositionLog(host, spec.title(), log, state, events);
    applied.flatMap(MaterializeResponse.Applied::state).ifPresent(positions::keep);
    shared.opening.remember(positions);
    var talk = new Talk(host, session, events, shared.bindings(), meters);
    Host.Fork talking = talk.start(spec.title());
    Host.Fork listening = host.fork(spec.title() + " connector", () -> listen(session, events));
    try (var reader = new JournalReader(context.read(), sources(shared.bindings()), cut)) {
      var reading = new Reading(host, reader, events, probes);
      Host.Fork readingFork = reading.start(host, spec.title());
      try {
        new MaterializationSession(shared, events, reading, talk, positions).run();
      } finally {
        reading.close();
        events.close();
        talk.close();
        end(readingFork);
        session.close();
        end(talking);
        positions.end();
        end(listening);
        inbox.set(null);
      }
    }
  }

  private static void end(Host.Fork fork) throws InterruptedException {
    fork.cancel();
    fork.join();
  }

  private List<ReadSource> sources(List<MaterializedBinding> bindings) {
    return bindings.stream().map(binding -> binding.source(producers)).toList();
  }

  /** Body of the fork that reads the connector. */
  private static void listen(
      Session<MaterializeRequest, MaterializeResponse> session, Channel<DeliveryEvent> events)
      throws InterruptedException {
    try {
      for (var said = session.receive(); said != null; said = session.receive()) {
        events.send(new DeliveryEvent.Said(said));
      }
      events.send(
          new DeliveryEvent.Failed(
              ConnectorFailure.of("The connector ended although nobody asked it to.")));
    } catch (ChannelClosed e) {
      return;
    } catch (RuntimeException e) {
      events.send(new DeliveryEvent.Failed(e));
    }
  }

  private ConnectorCommand command() {
    var connector = spec.connector();
    return ConnectorCommand.of(spec.title(), connector.name(), connector.command())
        .withMask(connector.mask(context.configs().of(spec)));
  }

  private MaterializationMessage message() {
    return MaterializationMessage.of(spec, context.configs().of(spec));
  }

  /** What the session of this life gets. */
  private final class OpenedRun implements MaterializationRun, AutoCloseable {
    private final ShardLog log;
    private final Opening opening;
    private final List<MaterializedBinding> bindings;
    private final List<LoadPolicy> loads;
    private final ClosePolicy policy;
    private final MaterializationTransaction[] transactions;

    OpenedRun(ShardLog log, Opening opening, List<MaterializedBinding> bindings) {
      this.log = log;
      this.opening = opening;
      this.bindings = bindings;
      loads = bindings.stream().map(opening::loads).toList();
      policy =
          opening.authoritative()
              ? context.settings().authoritativePolicy(spec.transactions())
              : context.settings().policy(spec.transactions());
      transactions = new MaterializationTransaction[] {transaction(), transaction()};
    }

    private MaterializationTransaction transaction() {
      var combiner =
          new Combiner(
              bindings.stream().map(MaterializedBinding::combining).toList(),
              context.settings().memory(),
              context.settings().spill());
      return new MaterializationTransaction(combiner, bindings.size());
    }

    @Override
    public Host host() {
      return host;
    }

    @Override
    public TaskMeters meters() {
      return meters;
    }

    @Override
    public ClosePolicy policy() {
      return policy;
    }

    @Override
    public List<MaterializedBinding> bindings() {
      return bindings;
    }

    @Override
    public LoadPolicy loads(int binding) {
      return loads.get(binding);
    }

    @Override
    public MaterializationTransaction transaction(int which) {
      return transactions[which];
    }

    @Override
    public boolean authoritative() {
      return opening.authoritative();
    }

    @Override
    public RawJson checkpoint(Cut cut) {
      return opening.checkpoint(cut, bindings, loads);
    }

    @Override
    public boolean stopping() {
      return stopping;
    }

    @Override
    public Duration stopBound() {
      return context.settings().stopBound();
    }

    @Override
    public void checkLog() {
      log.ended()
          .ifPresent(
              exit -> {
                throw exit;
              });
    }

    @Override
    public void arrived(long probe) {
      arrived = probe;
    }

    @Override
    public void close() {
      for (MaterializationTransaction transaction : transactions) {
        transaction.close();
      }
    }
  }
}
