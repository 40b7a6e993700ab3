package dev.firth.shard.materialize;

import dev.firth.documents.combine.Combiner;
import dev.firth.journals.log.Cut;
import dev.firth.protocol.message.RawJson;
import dev.firth.shard.context.ShardSettings;
import dev.firth.shard.life.LifeTerms;
import dev.firth.shard.life.Turns;
import java.util.List;

/** What the session of one life of a materialization works with. */
final class MaterializationRun implements AutoCloseable {
  private final LifeTerms terms;
  private final Opening opening;
  private final List<MaterializedBinding> bindings;
  private final Probes probes;
  private final List<LoadPolicy> loads;
  private final MaterializationTransaction first;
  private final MaterializationTransaction second;

  MaterializationRun(
      LifeTerms terms,
      Opening opening,
      List<MaterializedBinding> bindings,
      Probes probes,
      ShardSettings settings) {
    this.terms = terms;
    this.opening = opening;
    this.bindings = bindings;
    this.probes = probes;
    loads = bindings.stream().map(opening::loads).toList();
    first = transaction(settings);
    second = transaction(settings);
  }

  private MaterializationTransaction transaction(ShardSettings settings) {
    var combiner =
        new Combiner(
            bindings.stream().map(MaterializedBinding::combining).toList(),
            settings.memory(),
            settings.spill());
    return new MaterializationTransaction(combiner, bindings.size());
  }

  LifeTerms terms() {
    return terms;
  }

  List<MaterializedBinding> bindings() {
    return bindings;
  }

  Probes probes() {
    return probes;
  }

  /** Which keys of a binding need a lookup. */
  LoadPolicy loads(int binding) {
    return loads.get(binding);
  }

  /** The two transactions of the session. */
  Turns<MaterializationTransaction> newTurns() {
    return new Turns<>(first, second);
  }

  /** Puts into the task's log what a later opening needs to know. */
  void remember(PositionLog positions) {
    opening.remember(positions);
  }

  /** Whether the destination keeps our checkpoint and decides. */
  boolean authoritative() {
    return opening.authoritative();
  }

  /** What the destination is to keep with a transaction that ends at {@code cut}. */
  RawJson checkpoint(Cut cut) {
    return opening.checkpoint(cut, bindings, loads);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
