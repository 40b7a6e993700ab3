package dev.firth.documents.reduce;

import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.ReduceStrategy;

/**
 * How many levels of objects and arrays of the left side a reduction opens: only merges go down,
 * and what they do not reach is copied as a span or passed over.
 */
final class Reach {
  private static final int ALL = Tape.MAX_DEPTH;

  private Reach() {}

  static int of(Tape rhs, int r, Annotations annotations) {
    boolean scalar = rhs.type(r) < Tape.ARRAY;
    return switch (annotations.reduce(r)) {
      case null -> 0;
      case ReduceStrategy.FirstWriteWins first -> 0;
      case ReduceStrategy.Sum sum -> 0;
      case ReduceStrategy.LastWriteWins last -> last.associative() || scalar ? 0 : ALL;
      case ReduceStrategy.Minimize least -> least.key().isEmpty() && scalar ? 0 : ALL;
      case ReduceStrategy.Maximize most -> most.key().isEmpty() && scalar ? 0 : ALL;
      case ReduceStrategy.Append append -> 1;
      case ReduceStrategy.Merge merge ->
          merge.key().isEmpty() ? 1 + children(rhs, r, annotations) : ALL;
      case ReduceStrategy.Set set -> ALL;
      case ReduceStrategy.JsonSchemaMerge schemas -> ALL;
    };
  }

  private static int children(Tape rhs, int r, Annotations annotations) {
    if (rhs.type(r) < Tape.ARRAY) {
      return 0;
    }
    int name = rhs.type(r) == Tape.OBJECT ? 2 : 0;
    int end = rhs.next(r);
    int most = 0;
    for (int child = r + 2 + name; child < end && most < ALL; child = rhs.next(child) + name) {
      most = Math.max(most, of(rhs, child, annotations));
    }
    return most;
  }
}
