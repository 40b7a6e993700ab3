package dev.firth.documents.schema;

import dev.firth.documents.json.Tape;
import org.jspecify.annotations.Nullable;

/**
 * A compiled schema, or one keyword of it: a question to a value on a tape. Immutable once linked.
 *
 * <p>A check may come in variants. A <em>tracked</em> one pushes the members and items that it
 * evaluates on the tape's marks, for an unevaluatedProperties or unevaluatedItems around it. An
 * <em>annotated</em> one adds what the schema says of passing locations to {@code out}; others get
 * null. A check that answers false may leave marks and annotations behind: whoever goes on after a
 * false takes them back.
 */
abstract class Check {
  static final Check TRUE =
      new Check() {
        @Override
        boolean test(Tape t, int node, @Nullable Annotations out) {
          return true;
        }
      };

  static final Check FALSE =
      new Check() {
        @Override
        boolean test(Tape t, int node, @Nullable Annotations out) {
          return false;
        }
      };

  abstract boolean test(Tape t, int node, @Nullable Annotations out);

  /**
   * What is left to ask of a value that is known to pass, for its annotations: a check that gives
   * the same ones, or {@link #TRUE} if there are none to give.
   */
  Check believed() {
    return this;
  }

  /** Where this asks for the type of a value and nothing else, bits by tape type; else 0. */
  int onlyTypes() {
    return 0;
  }

  /** Tests and takes back marks and annotations where the answer is false. */
  final boolean attempt(Tape t, int node, @Nullable Annotations out) {
    int marks = t.marks().size();
    int annotations = out == null ? 0 : out.mark();
    if (test(t, node, out)) {
      return true;
    }
    t.marks().truncate(marks);
    if (out != null) {
      out.rollback(annotations);
    }
    return false;
  }
}
