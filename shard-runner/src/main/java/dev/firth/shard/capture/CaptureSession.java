package dev.firth.shard.capture;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.DocumentBatch;
import dev.firth.shard.failure.ShardException;
import dev.firth.shard.life.StopBound;
import dev.firth.shard.life.Turns;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.status.Phase;
import dev.firth.shard.status.TaskMeters;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session with a capture's connector: fills transactions with what it says, one checkpoint
 * after another, while the one before commits.
 *
 * <p>A document that breaks its schema ends the session, and so does a connector that ends between
 * two checkpoints. Whatever stands before the last checkpoint is kept: either it is committed
 * already, or the session ends with {@link End#REPLAY} and the next one commits so many checkpoints
 * one by one before it goes on as usual, so that each end leaves more behind it.
 */
final class CaptureSession {
  /** How a session ended. */
  enum End {
    /** The connector has captured all that it wants to for now. */
    EXITED,
    /** The shard was asked to stop. */
    STOPPED,
    /** It ended between two checkpoints, and whole ones before are not committed yet. */
    REPLAY
  }

  /** What was said may wait here, besides the 4 MiB of the session. */
  static final int INBOX = 8;

  private static final Logger LOG = LoggerFactory.getLogger(CaptureSession.class);
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final CaptureRun run;
  private final Host host;
  private final TaskMeters meters;
  private final Session<CaptureRequest, CaptureResponse> session;
  private final Channel<CaptureEvent> inbox;
  private final Channel<Optional<RuntimeException>> committed;
  private final CaptureIntake intake;

  private final Turns<CaptureTransaction> turns;
  private final StopBound bound;
  private int careful;
  private long heardAt;
  private boolean explicit;
  private boolean reportsCaughtUp;
  private boolean opened;
  private CaptureEvent.@Nullable Ended end;
  private @Nullable ShardException violation;

  /**
   * @param careful how many checkpoints are to be committed one by one
   */
  CaptureSession(
      CaptureRun run,
      Session<CaptureRequest, CaptureResponse> session,
      Channel<CaptureEvent> inbox,
      int careful) {
    this.run = run;
    this.host = run.terms().host();
    this.meters = run.terms().meters();
    this.session = session;
    this.inbox = inbox;
    this.careful = careful;
    committed = host.channel(1);
    intake = new CaptureIntake(run);
    turns = run.newTurns();
    bound = run.terms().newStopBound();
    heardAt = host.nanoTime();
    meters.idle();
  }

  /** Runs to its end. The caller closes connector and forks. */
  End run() throws InterruptedException {
    try {
      return loop();
    } finally {
      awaitCommitQuietly();
    }
  }

  private End loop() throws InterruptedException {
    while (true) {
      run.terms().checkLog();
      finishCommit(committed.poll());
      boolean stopping = bound.stopping();
      if (done(stopping)) {
        return ending();
      }
      if ((violation != null || end != null) && !turns.filling().cuttable()) {
        finishCommit(committed.receive());
        continue;
      }
      switch (decide(stopping)) {
        case ClosePolicy.Close c -> close();
        case ClosePolicy.Hold h -> finishCommit(committed.receive());
        case ClosePolicy.Extend(Duration delay) -> take(delay);
      }
    }
  }

  private ClosePolicy.Decision decide(boolean stopping) {
    long now = host.nanoTime();
    boolean last = stopping || end != null || violation != null || careful > 0;
    boolean ready = turns.closed() == null;
    return run.terms()
        .policy()
        .decide(turns.filling().facts(now, turns.sinceClose(now), ready, inbox.size() > 0, last));
  }

  /** Whether nothing is left to commit, or nothing more of it will become whole. */
  private boolean done(boolean stopping) {
    boolean over = end != null || violation != null || stopping;
    if (!over || turns.closed() != null) {
      return false;
    }
    boolean hopeless = end != null || violation != null || bound.passed();
    return turns.filling().isEmpty() || (!turns.filling().cuttable() && hopeless);
  }

  /** Whole checkpoints that were heard of and not committed. */
  int uncommitted() {
    return turns.filling().checkpoints();
  }

  private End ending() {
    if ((violation != null || end != null) && uncommitted() > 0) {
      return End.REPLAY;
    }
    if (violation != null) {
      throw violation;
    }
    if (end != null) {
      end.failure()
          .ifPresent(
              failure -> {
                throw failure;
              });
      if (turns.filling().documents() > 0) {
        LOG.warn(
            "{}: the connector exited without a checkpoint after its last {} documents: they are not committed",
            run.terms().title(),
            turns.filling().documents());
      }
      meters.caughtUp(true);
      return End.EXITED;
    }
    return End.STOPPED;
  }

  private void take(Duration delay) throws InterruptedException {
    long now = host.nanoTime();
    Duration wait = bound.within(delay, now);
    boolean silenceTells =
        opened && !reportsCaughtUp && turns.filling().isEmpty() && turns.closed() == null;
    if (silenceTells) {
      Duration left = SILENCE.minusNanos(now - heardAt);
      if (!left.isPositive()) {
        meters.caughtUp(true);
      } else {
        wait = StopBound.shorter(wait, left);
      }
    }
    switch (inbox.receive(wait)) {
      case null -> {}
      case CaptureEvent.Wake w -> {}
      case CaptureEvent.Ended e -> end = e;
      case CaptureEvent.Said(CaptureResponse response) -> {
        heardAt = host.nanoTime();
        hear(response);
      }
    }
  }

  private void hear(CaptureResponse response) {
    switch (response) {
      case CaptureResponse.Opened o -> {
        opened = true;
        explicit = o.explicitAcknowledgements();
        reportsCaughtUp = o.reportsCaughtUp();
        meters.phase(Phase.RUNNING, "", "", host.now());
      }
      case CaptureResponse.Captured(DocumentBatch documents) ->
          violation = intake.add(documents, turns.filling(), heardAt);
      case CaptureResponse.Checkpoint c -> {
        turns.filling().touched(heardAt);
        turns.filling().checkpoint(c.state(), c.caughtUp());
      }
      case CaptureResponse.SourcedSchema schema -> turns.filling().sourced(schema);
      case CaptureResponse.Spec s -> throw unexpected("Spec");
      case CaptureResponse.Discovered d -> throw unexpected("Discovered");
      case CaptureResponse.Validated v -> throw unexpected("Validated");
      case CaptureResponse.Applied a -> throw unexpected("Applied");
      case CaptureResponse.Retained r -> throw unexpected("Retained");
    }
  }

  private static ShardException unexpected(String message) {
    return ShardException.retry(
        "ConnectorFailed", "The connector answered " + message + " although nobody asked for it.");
  }

  private void close() {
    long now = host.nanoTime();
    CaptureTransaction closed = turns.close(now);
    meters.took("fill", closed.age(now));
    int checkpoints = closed.checkpoints();
    careful = Math.max(0, careful - checkpoints);
    host.fork(run.terms().title() + " commit", () -> commit(closed, checkpoints));
  }

  /** Body of the fork that commits. */
  private void commit(CaptureTransaction closed, int checkpoints) throws InterruptedException {
    Optional<RuntimeException> failure =
        Optional.of(ShardException.retry("InternalError", "The commit was interrupted."));
    try {
      run.commit().commit(closed);
      failure = Optional.empty();
      acknowledge(checkpoints);
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    } finally {
      committed.offer(failure);
      inbox.offer(new CaptureEvent.Wake());
    }
  }

  /** A connector that has ended needs no acknowledgement; its end is told by what it said last. */
  private void acknowledge(int checkpoints) throws InterruptedException {
    try {
      if (explicit && checkpoints > 0) {
        session.send(new CaptureRequest.Acknowledge(checkpoints));
      }
    } catch (ConnectorFailure e) {
      inbox.offer(new CaptureEvent.Wake());
    }
  }

  private void finishCommit(@Nullable Optional<RuntimeException> outcome) {
    CaptureTransaction done = turns.closed();
    if (outcome == null || done == null) {
      return;
    }
    turns.ended();
    outcome.ifPresent(
        failure -> {
          throw failure;
        });
    meters.arrived(done.held(), turns.filling().held());
    if (done.caughtUp()) {
      meters.caughtUp(true);
    }
    done.reset();
  }

  /** A commit in flight outlives the filling: it may not be abandoned half known. */
  private void awaitCommitQuietly() throws InterruptedException {
    if (turns.closed() != null) {
      committed.receive();
      turns.ended();
    }
  }
}
