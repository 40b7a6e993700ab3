package dev.firth.documents.reduce;

import dev.firth.documents.json.JsonOrder;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.reduce.Reducer.Reduction;
import dev.firth.documents.schema.ReduceStrategy;

/** The right value. */
final class LastWriteWins {
  private LastWriteWins() {}

  static Outcome reduce(Reduction at, ReduceStrategy.LastWriteWins strategy, int l, int r) {
    boolean depends = !strategy.associative() && !at.full() && l >= 0;
    if (depends && !JsonOrder.equal(at.lhs(), l, at.rhs(), r)) {
      return Outcome.NOT_ASSOCIATIVE;
    }
    at.copyRight(r);
    return strategy.delete() && at.full() ? Outcome.DELETED : Outcome.REDUCED;
  }
}
