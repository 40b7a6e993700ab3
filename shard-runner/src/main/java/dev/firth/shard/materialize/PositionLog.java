package dev.firth.shard.materialize;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.Cut;
import dev.firth.journals.log.ShardLog;
import dev.firth.journals.log.TransactionBuilder;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.shard.failure.ShardException;
import dev.firth.shard.life.LifeTerms;
import dev.firth.shard.state.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a materialization's own log: read positions and connector state, one commit at a time in a
 * fork of its own. Positions that the destination keeps as well are written at most once a second.
 */
final class PositionLog {
  private static final Duration LAZY = Duration.ofSeconds(1);

  private final LifeTerms terms;
  private final Host host;
  private final ShardLog log;
  private final TaskState state;
  private final Channel<DeliveryEvent> inbox;
  private final List<ConnectorState> said = new ArrayList<>();
  private ObjectNode members = JsonNodeFactory.instance.objectNode();
  private @Nullable Cut lazy;
  private @Nullable Commit next;
  private boolean writing;
  private boolean telling;
  private long wroteAt;
  private Host.@Nullable Fork fork;

  private record Commit(
      @Nullable Cut cut, List<ConnectorState> said, ObjectNode members, boolean tell) {}

  PositionLog(LifeTerms terms, TaskState state, Channel<DeliveryEvent> inbox) {
    this.terms = terms;
    host = terms.host();
    log = terms.log();
    this.state = state;
    this.inbox = inbox;
    wroteAt = host.nanoTime();
  }

  /** State that goes into the next commit, whenever that is. */
  void keep(ConnectorState state) {
    said.add(state);
  }

  /** A member of the runtime's part of the state that goes into the next commit. */
  void keep(String member, boolean value) {
    members.put(member, value);
  }

  /** Commits what was kept, and positions if given. {@code Logged} tells when it stands. */
  void commit(@Nullable Cut cut) {
    next = new Commit(cut, List.copyOf(said), members, true);
    if (cut != null) {
      lazy = null;
    }
    said.clear();
    members = JsonNodeFactory.instance.objectNode();
    pump();
  }

  /** Positions that the destination has committed: they may be written later. */
  void later(Cut cut) {
    lazy = cut;
  }

  /** How long until {@link #pump} has something to do; null if nothing is put off. */
  @Nullable Duration due(long now) {
    return lazy == null || writing ? null : LAZY.minusNanos(now - wroteAt);
  }

  /** Whether something is being written or put off. */
  boolean busy() {
    return writing || next != null || lazy != null;
  }

  /** Starts the next commit if one is due and none is running. */
  void pump() {
    pump(false);
  }

  /** As {@link #pump()}; what is put off is due at once. */
  void pump(boolean now) {
    if (writing) {
      return;
    }
    Commit commit = next;
    Cut put = lazy;
    if (commit == null && put != null && (now || host.nanoTime() - wroteAt >= LAZY.toNanos())) {
      commit = new Commit(put, List.copyOf(said), members, false);
      said.clear();
      members = JsonNodeFactory.instance.objectNode();
      lazy = null;
    }
    if (commit != null) {
      next = null;
      writing = true;
      telling = commit.tell;
      Commit starting = commit;
      fork = host.fork(terms.title() + " positions", () -> write(starting));
    }
  }

  /** Takes note that the running commit stands; whether it was one to be told of. */
  boolean finished() {
    writing = false;
    wroteAt = host.nanoTime();
    return telling;
  }

  /** Abandons what is being written, as a crash would, and waits until nothing is. */
  void end() throws InterruptedException {
    if (fork != null) {
      fork.cancel();
      fork.join();
    }
  }

  private void write(Commit commit) throws InterruptedException {
    DeliveryEvent outcome =
        new DeliveryEvent.Failed(
            ShardException.retry("InternalError", "The commit was interrupted."));
    try (TransactionBuilder builder = log.begin()) {
      if (commit.cut != null) {
        builder.cut(commit.cut);
      }
      state
          .change(commit.said, commit.members)
          .ifPresent(c -> builder.connectorState(c.updated().bytes(), c.mergePatch()));
      builder.commit();
      outcome = new DeliveryEvent.Logged();
    } catch (RuntimeException e) {
      outcome = new DeliveryEvent.Failed(e);
    } finally {
      inbox.send(outcome);
    }
  }
}
