package dev.firth.documents.reduce;

import dev.firth.documents.json.Tape;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.reduce.Reducer.Reduction;

/** The elements of the left array and then those of the right one; a left null stays. */
final class Append {
  private Append() {}

  static Outcome reduce(Reduction at, int l, int r) {
    int right = at.rhs().type(r);
    if (right != Tape.ARRAY && !(right == Tape.NULL && l < 0)) {
      throw at.error(r, "append needs arrays, but the later value is " + Words.of(at.rhs(), r));
    }
    if (l < 0) {
      return at.copyRight(r);
    }
    if (at.lhs().type(l) == Tape.NULL) {
      return at.copyLeft(l);
    }
    if (at.lhs().type(l) != Tape.ARRAY) {
      throw at.error(r, "append needs arrays, but the earlier value is " + Words.of(at.lhs(), l));
    }
    at.out().put('[');
    elements(at, at.lhs(), l);
    if (at.lhs().count(l) > 0 && at.rhs().count(r) > 0) {
      at.out().put(',');
    }
    elements(at, at.rhs(), r);
    at.out().put(']');
    return Outcome.REDUCED;
  }

  private static void elements(Reduction at, Tape tape, int array) {
    at.out().raw(tape.bytes(), tape.offset(array) + 1, tape.length(array) - 2);
  }
}
