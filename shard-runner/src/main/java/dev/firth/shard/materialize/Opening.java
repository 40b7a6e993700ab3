package dev.firth.shard.materialize;

import dev.firth.journals.log.Cut;
import dev.firth.protocol.message.MaterializeResponse.Opened;
import dev.firth.protocol.message.RawJson;
import dev.firth.shard.context.Logs;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.failure.ShardException;
import dev.firth.shard.state.TaskState;
import dev.firth.specs.MaterializationSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows from what a destination said at Open: from where to read, who decides what is
 * committed, which keys need no lookup, or that a person must act first.
 */
final class Opening {
  private static final String AUTHORITATIVE = "authoritative";

  private final MaterializationSpec spec;
  private final ShardContext context;
  private final Opened opened;
  private final Cut logged;
  private final TaskState state;
  private Optional<DestinationCheckpoint> kept = Optional.empty();
  private Cut cut = Cut.EMPTY;

  /**
   * @param logged the cut of the task's own log
   * @param state what the task's log keeps
   */
  Opening(
      MaterializationSpec spec, ShardContext context, Opened opened, Cut logged, TaskState state) {
    this.spec = spec;
    this.context = context;
    this.opened = opened;
    this.logged = logged;
    this.state = state;
  }

  /**
   * From where to read: what the destination holds wins, also if it is older than the log.
   *
   * @throws ShardException if another store or log filled the destination, or if it lost what we
   *     committed to it
   */
  Cut judge() {
    boolean decided = state.runtime(AUTHORITATIVE).asBoolean(false);
    if (opened.checkpoint().isEmpty()) {
      if (decided && !logged.isEmpty() && !context.settings().takeOver()) {
        throw ShardException.pause(
            "DestinationLost",
            "the destination has lost its checkpoint, although this task has committed to it: it was emptied or restored. Run `firth up` once with --take-over to empty its tables and fill them again.");
      }
      cut = opened.authoritative() ? Cut.EMPTY : logged;
      return cut;
    }
    DestinationCheckpoint checkpoint = parse(opened.checkpoint().get());
    if (!checkpoint.store().equals(context.storeId())) {
      throw ShardException.pause(
          "ForeignDestination",
          "its tables were filled by another Firth (store %s..). Use other tables, or --take-over to empty and refill them."
              .formatted(
                  checkpoint.store().substring(0, Math.min(2, checkpoint.store().length()))));
    }
    String log = Logs.of(spec).path();
    if (!checkpoint.log().equals(log)) {
      throw ShardException.pause(
          "ForeignDestination",
          "its tables were filled by the log %s, this task's log is %s. Use other tables, or --take-over to empty and refill them."
              .formatted(checkpoint.log(), log));
    }
    kept = Optional.of(checkpoint);
    cut = checkpoint.cut();
    return cut;
  }

  private static DestinationCheckpoint parse(RawJson json) {
    try {
      return DestinationCheckpoint.parse(json);
    } catch (IllegalArgumentException e) {
      throw ShardException.pause(
          "ForeignDestination",
          "the destination holds a checkpoint that is not ours ("
              + e.getMessage()
              + "). Use other tables, or --take-over to empty and refill them.");
    }
  }

  boolean authoritative() {
    return opened.authoritative();
  }

  /** Puts into the task's log what a later opening needs to know. */
  void remember(PositionLog positions) {
    if (opened.authoritative() && !state.runtime(AUTHORITATIVE).asBoolean(false)) {
      positions.keep(AUTHORITATIVE, true);
    }
  }

  /** Which keys of a binding need a lookup. */
  LoadPolicy loads(MaterializedBinding binding) {
    String source = binding.sourceName();
    boolean fresh = cut.logs(source).isEmpty();
    byte[] largest = kept.map(DestinationCheckpoint::max).map(max -> max.get(source)).orElse(null);
    boolean known = fresh || (opened.authoritative() && largest != null);
    return binding.loads(opened, known, fresh ? null : largest);
  }

  /** What the destination is to keep with a transaction that ends at {@code end}. */
  RawJson checkpoint(Cut end, List<MaterializedBinding> bindings, List<LoadPolicy> loads) {
    Map<String, byte[]> max = new HashMap<>();
    for (int binding = 0; binding < bindings.size(); binding++) {
      byte[] largest = loads.get(binding).largest();
      if (largest != null) {
        max.put(bindings.get(binding).sourceName(), largest);
      }
    }
    String log = Logs.of(spec).path();
    return new DestinationCheckpoint(context.storeId(), log, end, max).json();
  }
}
