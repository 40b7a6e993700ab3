package dev.firth.shard.capture;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.ShardLog;
import dev.firth.protocol.Ask;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.KeyRange;
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
import dev.firth.specs.CaptureSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  private final StopSignal<CaptureEvent> stop = new StopSignal<>(new CaptureEvent.Wake());

  /** Checkpoints that the next session commits one by one. */
  private int careful;

  public CaptureShard(CaptureSpec spec, ShardContext context, TaskMeters meters) {
    this.spec = spec;
    this.context = context;
    this.meters = meters;
    host = context.host();
    wake = host.channel(1);
  }

  @Override
  public void stop() {
    stop.ask();
    wake.offer(true);
  }

  private void wake() {
    wake.offer(true);
    stop.wake();
  }

  @Override
  public void run() throws InterruptedException {
    List<CapturedBinding> bindings =
        spec.bindings().stream()
            .map(b -> new CapturedBinding(b, context.configs().salt(spec, b.collection())))
            .toList();
    // a process takes its time to start: meanwhile the log is read
    try (var first = context.connectors().capture(context.command(spec));
        ShardLog log =
            ShardLog.recover(
                Logs.of(context.log(), spec).withObserver(meters::fragments), Logs.of(spec))) {
      log.fence();
      log.onEnd(exit -> wake());
      var policy = context.settings().policy(spec.transactions());
      var terms =
          new LifeTerms(
              spec.title(), host, meters, policy, stop, context.settings().stopBound(), log);
      try (var run = new CaptureRun(terms, bindings, context.settings())) {
        apply(first, run.state());
        sessions(run, first);
      }
      log.finish();
    }
  }

  private void apply(Session<CaptureRequest, CaptureResponse> session, TaskState state)
      throws InterruptedException {
    var request =
        new CaptureRequest.Apply(
            message(), spec.hash(), context.storeId(), Optional.empty(), state.connector());
    CaptureResponse.Applied applied = Ask.first(session, request, CaptureResponse.Applied.class);
    if (!applied.action().isEmpty()) {
      LOG.info("{}: {}", spec.title(), applied.action());
    }
  }

  /**
   * @param first the session over which the connector was asked to apply
   */
  private void sessions(CaptureRun run, Session<CaptureRequest, CaptureResponse> first)
      throws InterruptedException {
    @Nullable Session<CaptureRequest, CaptureResponse> begun = first;
    while (!stop.asked()) {
      long began = host.nanoTime();
      CaptureSession.End end =
          session(run, begun == null ? context.connectors().capture(context.command(spec)) : begun);
      begun = null;
      if (end == CaptureSession.End.EXITED) {
        pause(run, began);
      }
    }
  }

  private CaptureSession.End session(
      CaptureRun run, Session<CaptureRequest, CaptureResponse> session)
      throws InterruptedException {
    Channel<CaptureEvent> events = host.channel(CaptureSession.INBOX);
    stop.attach(events);
    Host.Fork listening =
        host.fork(
            spec.title() + " connector",
            () ->
                Listening.listen(session, events, CaptureEvent.Said::new, CaptureEvent.Ended::new));
    try {
      session.send(
          new CaptureRequest.Open(
              message(),
              spec.hash(),
              context.storeId(),
              KeyRange.FULL,
              run.state().connector(),
              context.settings().once()));
      var talking = new CaptureSession(run, session, events, careful);
      CaptureSession.End end = talking.run();
      careful = end == CaptureSession.End.REPLAY ? talking.uncommitted() : 0;
      return end;
    } finally {
      stop.detach();
      events.close();
      session.close();
      listening.cancel();
      listening.join();
    }
  }

  /** Waits until the connector's next start is due, or for ever if all is wanted only once. */
  private void pause(CaptureRun run, long began) throws InterruptedException {
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
    while (!stop.asked() && host.nanoTime() < until) {
      run.terms().checkLog();
      wake.receive(forever ? ClosePolicy.FOREVER : Duration.ofNanos(until - host.nanoTime()));
    }
  }

  private CaptureMessage message() {
    return CaptureMessage.of(spec, context.configs().of(spec));
  }
}
