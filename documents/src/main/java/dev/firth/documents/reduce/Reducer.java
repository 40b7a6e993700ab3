package dev.firth.documents.reduce;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.ReduceStrategy;

/**
 * Reduces a later document (right side) into an earlier one (left side) by the {@code reduce}
 * annotations that validating the right side gave. Locations without one take the right side's
 * value. What a strategy does not change is copied byte by byte.
 *
 * <p>A <em>full</em> reduction has on its left all that went before, so a tombstone removes its
 * location. A <em>partial</em> one combines neighbours whose predecessors are elsewhere: tombstones
 * stay, and where the outcome depends on what is not there, it is {@link Outcome#NOT_ASSOCIATIVE}
 * and both documents must be kept.
 *
 * <p>One thread at a time.
 */
public final class Reducer {
  /** Stands for a left side that does not exist. */
  public static final int ABSENT = -1;

  /** What a reduction came to. */
  public enum Outcome {
    /** The output is the reduced value. */
    REDUCED,

    /** A full reduction removes the value; the output is what it was with the last change. */
    DELETED,

    /** A partial reduction cannot tell; nothing was written. */
    NOT_ASSOCIATIVE
  }

  private final Tape nothing = new Tape();

  /**
   * Reduces the value at {@code r} of the right tape into the one at {@code l} of the left one.
   *
   * @param l a node, or {@link #ABSENT}
   * @param annotations of the right side
   * @param full whether the left side is all that went before
   * @param out takes the reduced value, after what it already holds
   * @throws ReduceException when the values are not what their strategy needs, or strategies
   *     conflict; what was written to {@code out} is dropped
   */
  public Outcome reduce(
      Tape lhs, int l, Tape rhs, int r, Annotations annotations, boolean full, JsonBuffer out)
      throws ReduceException {
    int before = out.size();
    boolean prunes = full && annotations.prunes();
    var reduction = new Reduction(lhs, rhs, annotations, full, prunes, out);
    boolean done = false;
    try {
      Outcome outcome = reduction.value(l, r);
      done = outcome != Outcome.NOT_ASSOCIATIVE;
      return outcome;
    } finally {
      if (!done) {
        out.truncate(before);
      }
    }
  }

  /**
   * How many levels of objects and arrays of the left side {@link #reduce} of this right side
   * opens: so far the left tape must have been read.
   */
  public static int reach(Tape rhs, int r, Annotations annotations) {
    return Reach.of(rhs, r, annotations);
  }

  /** Reduces a first document into nothing: what a full reduction leaves of it. */
  public Outcome reduceIntoNothing(
      Tape rhs, int r, Annotations annotations, boolean full, JsonBuffer out)
      throws ReduceException {
    return reduce(nothing, ABSENT, rhs, r, annotations, full, out);
  }

  /** One reduction of two documents: what every strategy needs to know. */
  record Reduction(
      Tape lhs, Tape rhs, Annotations annotations, boolean full, boolean prunes, JsonBuffer out) {

    /** Reduces by the strategy of the right value. */
    Outcome value(int l, int r) {
      ReduceStrategy strategy = annotations.reduce(r);
      if (strategy == null) {
        return copyRight(r);
      }
      ReduceStrategy other = annotations.conflicting(r);
      if (other != null) {
        throw error(
            r,
            "the schema gives it two strategies, %s and %s: let only one of them apply"
                .formatted(name(strategy), name(other)));
      }
      return switch (strategy) {
        case ReduceStrategy.LastWriteWins s -> LastWriteWins.reduce(this, s, l, r);
        case ReduceStrategy.FirstWriteWins s -> FirstWriteWins.reduce(this, l, r);
        case ReduceStrategy.Merge s -> Merge.reduce(this, s, l, r);
        case ReduceStrategy.Sum s -> Sum.reduce(this, l, r);
        case ReduceStrategy.Minimize s -> Extreme.reduce(this, s.key(), true, l, r);
        case ReduceStrategy.Maximize s -> Extreme.reduce(this, s.key(), false, l, r);
        case ReduceStrategy.Append s -> Append.reduce(this, l, r);
        case ReduceStrategy.Set s -> SetChange.reduce(this, s.key(), l, r);
        case ReduceStrategy.JsonSchemaMerge s -> JsonSchemaMerge.reduce(this, l, r);
      };
    }

    Outcome copyLeft(int l) {
      out.value(lhs, l);
      return Outcome.REDUCED;
    }

    Outcome copyRight(int r) {
      out.value(rhs, r);
      return Outcome.REDUCED;
    }

    ReduceException error(int r, String sentence) {
      String pointer = Location.of(rhs, r);
      return new ReduceException(
          pointer,
          "%s cannot be reduced: %s"
              .formatted(pointer.isEmpty() ? "The document" : "The value at " + pointer, sentence));
    }

    private static String name(ReduceStrategy strategy) {
      String simple = strategy.toString();
      return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
    }
  }
}
