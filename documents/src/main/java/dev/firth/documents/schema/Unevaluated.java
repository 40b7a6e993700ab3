package dev.firth.documents.schema;

import dev.firth.documents.json.Marks;
import dev.firth.documents.json.Tape;
import org.jspecify.annotations.Nullable;

/**
 * unevaluatedItems or unevaluatedProperties: asks its schema about the children that no mark since
 * a base names.
 */
final class Unevaluated {
  private final Check rest;

  Unevaluated(Check rest) {
    this.rest = rest;
  }

  boolean test(Tape t, int node, @Nullable Annotations out, int base) {
    Marks marks = t.marks();
    int step = t.type(node) == Tape.OBJECT ? 2 : 0;
    int end = t.next(node);
    int evaluated = marks.size();
    marks.raise(base);
    boolean passed = true;
    for (int child = node + 2 + step; passed && child < end; child = t.next(child) + step) {
      boolean hidden = step > 0 && t.isHidden(child - step);
      passed = marks.raised(child) || hidden || rest.test(t, child, out);
    }
    marks.truncate(evaluated);
    marks.lower(base);
    if (passed) {
      for (int child = node + 2 + step; child < end; child = t.next(child) + step) {
        marks.push(child);
      }
    }
    return passed;
  }
}
