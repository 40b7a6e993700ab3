package dev.firth.documents.reduce;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.reduce.Reducer.Reduction;
import dev.firth.documents.schema.ReduceStrategy;
import java.util.List;

/**
 * Objects member by member, arrays by index, or arrays that are sorted by a key and free of
 * duplicates as sorted sets. The left side's members keep their places, the right side's new ones
 * follow.
 */
final class Merge {
  private Merge() {}

  static Outcome reduce(Reduction at, ReduceStrategy.Merge strategy, int l, int r) {
    if (at.rhs().type(r) < Tape.ARRAY) {
      throw at.error(
          r, "merge needs objects or arrays, but the later value is " + Words.of(at.rhs(), r));
    }
    Outcome outcome = containers(at, strategy.key(), l, r);
    boolean deleted = outcome == Outcome.REDUCED && strategy.delete() && at.full();
    return deleted ? Outcome.DELETED : outcome;
  }

  /** Merges whatever the right value is; scalars replace what was there. */
  static Outcome deeply(Reduction at, int l, int r) {
    return at.rhs().type(r) < Tape.ARRAY ? at.copyRight(r) : containers(at, List.of(), l, r);
  }

  private static Outcome containers(Reduction at, List<Pointer> key, int l, int r) {
    int left = l;
    if (l >= 0 && at.lhs().type(l) != at.rhs().type(r)) {
      if (!at.full()) {
        return Outcome.NOT_ASSOCIATIVE;
      }
      left = Reducer.ABSENT;
    }
    if (left < 0 && !at.prunes()) {
      return at.copyRight(r);
    }
    if (at.rhs().type(r) == Tape.OBJECT) {
      return objects(at, left, r);
    }
    return key.isEmpty() || left < 0 ? byIndex(at, left, r) : byKey(at, key, left, r);
  }

  private static Outcome objects(Reduction at, int l, int r) {
    JsonBuffer out = at.out();
    out.put('{');
    int first = out.size();
    int shared = l < 0 ? 0 : leftMembers(at, l, r, first);
    if (shared < 0) {
      return Outcome.NOT_ASSOCIATIVE;
    }
    if (shared < at.rhs().count(r) && !rightMembers(at, l, r, first)) {
      return Outcome.NOT_ASSOCIATIVE;
    }
    out.put('}');
    return Outcome.REDUCED;
  }

  /** Writes the left side's members, reduced; returns how many are on both sides, or -1. */
  private static int leftMembers(Reduction at, int l, int r, int first) {
    Tape lhs = at.lhs();
    var names = Members.of(at.rhs(), r);
    var run = new MemberRun(at.rhs(), at.out(), first);
    int shared = 0;
    int end = lhs.next(l);
    for (int name = l + 2; name < end; name = lhs.next(name + 2)) {
      int other = names.find(lhs, name);
      shared += other < 0 ? 0 : 1;
      if (other >= 0 && isCopied(at, name, other) && run.take(other)) {
        continue;
      }
      run.flush();
      if (!member(at, lhs, name, name + 2, other < 0 ? other : other + 2, first)) {
        return -1;
      }
    }
    run.flush();
    return shared;
  }

  /** Whether the member is the right one's, name and all. */
  private static boolean isCopied(Reduction at, int name, int other) {
    return at.annotations().reduce(other + 2) == null
        && !at.lhs().escaped(name)
        && !at.rhs().escaped(other);
  }

  /** Writes the members that only the right side has; false when they cannot be reduced. */
  private static boolean rightMembers(Reduction at, int l, int r, int first) {
    Tape rhs = at.rhs();
    var names = l < 0 ? null : Members.of(at.lhs(), l);
    int end = rhs.next(r);
    for (int name = r + 2; name < end; name = rhs.next(name + 2)) {
      boolean alone = names == null || names.find(rhs, name) < 0;
      if (alone && !member(at, rhs, name, Reducer.ABSENT, name + 2, first)) {
        return false;
      }
    }
    return true;
  }

  private static boolean member(Reduction at, Tape named, int name, int l, int r, int first) {
    JsonBuffer out = at.out();
    int before = out.size();
    if (before > first) {
      out.put(',');
    }
    out.value(named, name).put(':');
    return settle(at, before, r < 0 ? at.copyLeft(l) : at.value(l, r));
  }

  private static Outcome byIndex(Reduction at, int l, int r) {
    Tape lhs = at.lhs();
    Tape rhs = at.rhs();
    at.out().put('[');
    int first = at.out().size();
    int lEnd = l < 0 ? 0 : lhs.next(l);
    int rEnd = rhs.next(r);
    int x = l < 0 ? 0 : l + 2;
    int y = r + 2;
    while (x < lEnd || y < rEnd) {
      int left = x < lEnd ? x : Reducer.ABSENT;
      int right = y < rEnd ? y : Reducer.ABSENT;
      if (!element(at, left, right, first)) {
        return Outcome.NOT_ASSOCIATIVE;
      }
      x = left < 0 ? x : lhs.next(x);
      y = right < 0 ? y : rhs.next(y);
    }
    at.out().put(']');
    return Outcome.REDUCED;
  }

  private static Outcome byKey(Reduction at, List<Pointer> key, int l, int r) {
    Tape lhs = at.lhs();
    Tape rhs = at.rhs();
    at.out().put('[');
    int first = at.out().size();
    int lEnd = lhs.next(l);
    int rEnd = rhs.next(r);
    int x = l + 2;
    int y = r + 2;
    while (x < lEnd || y < rEnd) {
      int order = x == lEnd ? 1 : y == rEnd ? -1 : KeyOrder.compare(key, lhs, x, rhs, y);
      int left = order <= 0 ? x : Reducer.ABSENT;
      int right = order >= 0 ? y : Reducer.ABSENT;
      if (!element(at, left, right, first)) {
        return Outcome.NOT_ASSOCIATIVE;
      }
      x = left < 0 ? x : lhs.next(x);
      y = right < 0 ? y : rhs.next(y);
    }
    at.out().put(']');
    return Outcome.REDUCED;
  }

  /** Writes an element of one side or both; false when it cannot be reduced. */
  static boolean element(Reduction at, int l, int r, int first) {
    int before = at.out().size();
    if (before > first) {
      at.out().put(',');
    }
    return settle(at, before, r < 0 ? at.copyLeft(l) : at.value(l, r));
  }

  /** Takes back what was written of a deleted child. */
  static boolean settle(Reduction at, int before, Outcome child) {
    if (child == Outcome.DELETED) {
      at.out().truncate(before);
    }
    return child != Outcome.NOT_ASSOCIATIVE;
  }
}
