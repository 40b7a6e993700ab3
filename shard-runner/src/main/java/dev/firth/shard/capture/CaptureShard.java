package dev.firth.shard.capture;

import dev.firth.documents.combine.Combiner;
import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.ShardLog;
import dev.firth.protocol.Ask;
import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.RawJson;
import dev.firth.shard.context.Logs;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.state.TaskState;
import dev.firth.shard.status.Phase;
import dev.firth.shard.status.TaskMeters;
import dev.firth.shard.supervise.Life;
import dev.firth.specs.CaptureSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A capture's shard for one life: owns the log, runs sessions with the connector. A connector that
 * exits is started again after the capture's interval, counted from its start, with the log kept
 * open; one that fails ends the life.
 */
public final class CaptureShard implements Life {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureShard.class);

  /** An interval of zero must not become a busy loop. */
  private static final Duration SHORTEST = Duration.ofMillis(50);

  private final CaptureSpec spec;
  private final ShardContext context;
  private final TaskMeters meters;
  private final Host host;
  private final Channel<Boolean> wake;
  private final AtomicReference<@Nullable Channel<CaptureEvent>> inbox = new AtomicReference<>();
  private volatile boolean stopping;

  public CaptureShard(CaptureSpec spec, ShardContext context, TaskMeters meters) {
    this.spec = spec;
    this.context = context;
    this.meters = meters;
    host = context.host();
    wake = host.channel(1);
  }

  /** The log of a capture's one shard. */
  public static LogName logName(CaptureSpec spec) {
    return LogName.root(spec.namespace(), spec.kindName(), spec.name(), spec.generation());
  }

  @Override
  public void stop() {
    stopping = true;
    wake();
  }

  private void wake() {
    wake.offer(true);
    Channel<CaptureEvent> current = inbox.get();
    if (current != null) {
      current.offer(new CaptureEvent.Wake());
    }
  }

  @Override
  public void run() throws InterruptedException {
    List<CapturedBinding> bindings = spec.bindings().stream().map(CapturedBinding::new).toList();
    try (ShardLog log = ShardLog.recover(Logs.of(context.log(), spec), logName(spec))) {
      log.fence();
      log.onEnd(exit -> wake());
      try (var shared = new Shared(log, bindings)) {
        apply(shared.state);
        sessions(shared);
      }
      log.finish();
    }
  }

  private void apply(TaskState state) throws InterruptedException {
    var request =
        new CaptureRequest.Apply(
            message(), spec.hash(), context.storeId(), Optional.empty(), state.connector());
    CaptureResponse.Applied applied =
        Ask.one(context.connectors().capture(command()), request, CaptureResponse.Applied.class);
    if (!applied.action().isEmpty()) {
      LOG.info("{}: {}", spec.title(), applied.action());
    }
  }

  private void sessions(Shared shared) throws InterruptedException {
    boolean careful = false;
    while (!stopping) {
      long began = host.nanoTime();
      CaptureSession.End end = session(shared, careful);
      careful = end == CaptureSession.End.REPLAY;
      if (end == CaptureSession.End.EXITED) {
        pause(shared, began);
      }
    }
  }

  private CaptureSession.End session(Shared shared, boolean careful) throws InterruptedException {
    Channel<CaptureEvent> events = host.channel(CaptureSession.INBOX);
    inbox.set(events);
    Session<CaptureRequest, CaptureResponse> session = context.connectors().capture(command());
    Host.Fork listening = host.fork(spec.title() + " connector", () -> listen(session, events));
    try {
      session.send(
          new CaptureRequest.Open(
              message(),
              spec.hash(),
              context.storeId(),
              KeyRange.FULL,
              shared.state.connector(),
              context.settings().once()));
      return new CaptureSession(shared, session, events, careful).run();
    } finally {
      inbox.set(null);
      events.close();
      session.close();
      listening.cancel();
      listening.join();
    }
  }

  /** Body of the fork that reads the connector. */
  private static void listen(
      Session<CaptureRequest, CaptureResponse> session, Channel<CaptureEvent> events)
      throws InterruptedException {
    try {
      for (var said = session.receive(); said != null; said = session.receive()) {
        events.send(new CaptureEvent.Said(said));
      }
      events.send(new CaptureEvent.Ended(Optional.empty()));
    } catch (dev.firth.journals.host.ChannelClosed e) {
      return;
    } catch (RuntimeException e) {
      events.send(new CaptureEvent.Ended(Optional.of(e)));
    }
  }

  /** Waits until the connector's next start is due, or for ever if all is wanted only once. */
  private void pause(Shared shared, long began) throws InterruptedException {
    Duration interval = spec.interval().compareTo(SHORTEST) < 0 ? SHORTEST : spec.interval();
    Duration left = interval.minusNanos(host.nanoTime() - began);
    boolean forever = context.settings().once() || spec.bindings().isEmpty();
    if (!forever && left.isPositive()) {
      meters.phase(
          Phase.RUNNING,
          "",
          "The connector starts again at " + host.now().plus(left) + ".",
          host.now());
    }
    long until = forever ? Long.MAX_VALUE : host.nanoTime() + left.toNanos();
    while (!stopping && host.nanoTime() < until) {
      shared.checkLog();
      wake.receive(forever ? ClosePolicy.FOREVER : Duration.ofNanos(until - host.nanoTime()));
    }
  }

  private ConnectorCommand command() {
    var connector = spec.connector();
    return ConnectorCommand.of(spec.title(), connector.name(), connector.command())
        .withMask(connector.mask(context.configs().of(spec)));
  }

  private CaptureMessage message() {
    return CaptureMessage.of(spec, context.configs().of(spec));
  }

  /** What the sessions of this life share. */
  private final class Shared implements CaptureRun, AutoCloseable {
    private final ShardLog log;
    private final List<CapturedBinding> bindings;
    private final TaskState state;
    private final CaptureCommit commit;
    private final ClosePolicy policy;
    private final CaptureTransaction[] transactions;

    Shared(ShardLog log, List<CapturedBinding> bindings) {
      this.log = log;
      this.bindings = bindings;
      state = new TaskState(log.state().connectorState().map(RawJson::of));
      commit = new CaptureCommit(host, log, bindings, state, meters);
      policy = context.settings().policy(spec.transactions());
      transactions = new CaptureTransaction[] {transaction(), transaction()};
    }

    private CaptureTransaction transaction() {
      return new CaptureTransaction(
          new Combiner(
              bindings.stream().map(CapturedBinding::combining).toList(),
              context.settings().memory(),
              context.settings().spill()));
    }

    @Override
    public Host host() {
      return host;
    }

    @Override
    public String title() {
      return spec.title();
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
    public CapturedBinding binding(int index) {
      return bindings.get(index);
    }

    @Override
    public CaptureTransaction transaction(int which) {
      return transactions[which];
    }

    @Override
    public CaptureCommit commit() {
      return commit;
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
    public void close() {
      for (CaptureTransaction transaction : transactions) {
        transaction.close();
      }
    }
  }
}
