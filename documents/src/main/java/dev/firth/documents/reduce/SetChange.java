package dev.firth.documents.reduce;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.reduce.Reducer.Reduction;
import java.util.List;

/**
 * Changes to a set: an object of {@code add} and either {@code intersect} (keep only these) or
 * {@code remove}. With A, I and R for them and L and R for the sides:
 *
 * <pre>
 * I,A and I,A: add = (LA ∩ RI) ∪ RA   intersect = LI ∩ RI
 * I,A and R,A: add = (LA - RR) ∪ RA   intersect = LI - RR
 * R,A and I,A: add = (LA ∩ RI) ∪ RA   intersect = RI - LR
 * R,A and R,A: add = (LA - RR) ∪ RA   remove    = LR ∪ RR
 * </pre>
 *
 * A full reduction leaves {@code add} alone. An omitted term is not an empty one: an empty
 * intersect clears the set. The terms of both sides are arrays, sorted by key and free of
 * duplicates, or objects.
 */
final class SetChange {
  private SetChange() {}

  static Outcome reduce(Reduction at, List<Pointer> key, int l, int r) {
    var right = SetTerms.of(at, at.rhs(), r, key, "later", r);
    if (l < 0 && !at.full()) {
      return at.copyRight(r);
    }
    var left = l < 0 ? SetTerms.none(at.lhs()) : SetTerms.of(at, at.lhs(), l, key, "earlier", r);
    if (left.mixesWith(right)) {
      throw at.error(r, "the terms of a set must all be arrays or all be objects");
    }
    return write(at, left, right);
  }

  private static Outcome write(Reduction at, SetTerms left, SetTerms right) {
    SetItems kept =
        right.intersect() != null
            ? left.add().common(right.intersect())
            : left.add().without(right.remove());
    JsonBuffer out = at.out();
    out.put('{');
    int first = out.size();
    if (left.hasAdd() || right.hasAdd()) {
      if (!term(at, "add", kept.union(right.add()), right.objects() || left.objects(), first)) {
        return Outcome.NOT_ASSOCIATIVE;
      }
    }
    if (!at.full() && !rest(at, left, right, first)) {
      return Outcome.NOT_ASSOCIATIVE;
    }
    out.put('}');
    return Outcome.REDUCED;
  }

  private static boolean rest(Reduction at, SetTerms left, SetTerms right, int first) {
    boolean objects = left.objects() || right.objects();
    SetItems li = left.intersect();
    SetItems ri = right.intersect();
    if (li != null) {
      SetItems both = ri != null ? li.common(ri) : li.without(right.remove());
      return term(at, "intersect", both, objects, first);
    }
    if (ri != null) {
      return term(at, "intersect", ri.without(left.remove()), objects, first);
    }
    if (left.hasRemove() || right.hasRemove()) {
      return term(at, "remove", left.remove().union(right.remove()), objects, first);
    }
    return true;
  }

  private static boolean term(
      Reduction at, String name, SetItems items, boolean objects, int first) {
    JsonBuffer out = at.out();
    if (out.size() > first) {
      out.put(',');
    }
    out.put('"').raw(name).raw(objects ? "\":{" : "\":[");
    int begin = out.size();
    for (SetItems.Item item : items.items()) {
      if (!item(at, item, objects, begin)) {
        return false;
      }
    }
    out.put(objects ? '}' : ']');
    return true;
  }

  private static boolean item(Reduction at, SetItems.Item item, boolean objects, int begin) {
    JsonBuffer out = at.out();
    if (!objects) {
      return Merge.element(at, item.left(), item.right(), begin);
    }
    int before = out.size();
    if (before > begin) {
      out.put(',');
    }
    if (item.right() >= 0) {
      out.value(at.rhs(), item.right() - 2).put(':');
      return Merge.settle(at, before, at.value(item.left(), item.right()));
    }
    out.value(at.lhs(), item.left() - 2).put(':');
    return Merge.settle(at, before, at.copyLeft(item.left()));
  }
}
