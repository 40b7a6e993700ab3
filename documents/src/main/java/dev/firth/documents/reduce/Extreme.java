package dev.firth.documents.reduce;

import dev.firth.documents.json.JsonOrder;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.reduce.Reducer.Reduction;
import java.util.List;

/**
 * Minimize and maximize: the lesser or the greater value, by key where there is one. Values of
 * equal key merge deeply; equal values without one are the right one.
 */
final class Extreme {
  private Extreme() {}

  static Outcome reduce(Reduction at, List<Pointer> key, boolean least, int l, int r) {
    if (l < 0) {
      return Merge.deeply(at, l, r);
    }
    int order =
        key.isEmpty()
            ? JsonOrder.compare(at.lhs(), l, at.rhs(), r)
            : KeyOrder.compare(key, at.lhs(), l, at.rhs(), r);
    if (order == 0) {
      return key.isEmpty() ? at.copyRight(r) : Merge.deeply(at, l, r);
    }
    return order < 0 == least ? at.copyLeft(l) : Merge.deeply(at, Reducer.ABSENT, r);
  }
}
