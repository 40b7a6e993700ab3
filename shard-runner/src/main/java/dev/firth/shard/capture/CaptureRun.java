package dev.firth.shard.capture;

import dev.firth.documents.combine.Combiner;
import dev.firth.protocol.message.RawJson;
import dev.firth.shard.context.ShardSettings;
import dev.firth.shard.life.LifeTerms;
import dev.firth.shard.life.Turns;
import dev.firth.shard.state.TaskState;
import java.util.List;

/** What the sessions of one life of a capture share. */
final class CaptureRun implements AutoCloseable {
  private final LifeTerms terms;
  private final List<CapturedBinding> bindings;
  private final TaskState state;
  private final CaptureCommit commit;
  private final CaptureTransaction first;
  private final CaptureTransaction second;

  CaptureRun(LifeTerms terms, List<CapturedBinding> bindings, ShardSettings settings) {
    this.terms = terms;
    this.bindings = bindings;
    state = new TaskState(terms.log().state().connectorState().map(RawJson::of));
    commit = new CaptureCommit(terms.host(), terms.log(), bindings, state, terms.meters());
    first = transaction(settings);
    second = transaction(settings);
  }

  private CaptureTransaction transaction(ShardSettings settings) {
    return new CaptureTransaction(
        new Combiner(
            bindings.stream().map(CapturedBinding::combining).toList(),
            settings.memory(),
            settings.spill()),
        bindings.size());
  }

  LifeTerms terms() {
    return terms;
  }

  CapturedBinding binding(int index) {
    return bindings.get(index);
  }

  /** What the connector and Firth keep in the log. */
  TaskState state() {
    return state;
  }

  CaptureCommit commit() {
    return commit;
  }

  /** The transactions of a session that begins, both empty. */
  Turns<CaptureTransaction> newTurns() {
    first.reset();
    second.reset();
    return new Turns<>(first, second);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
