package dev.firth.documents.reduce;

import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.reduce.Reducer.Reduction;

/** The left value, be it null; the right one where there is none. */
final class FirstWriteWins {
  private FirstWriteWins() {}

  static Outcome reduce(Reduction at, int l, int r) {
    return l >= 0 ? at.copyLeft(l) : at.copyRight(r);
  }
}
