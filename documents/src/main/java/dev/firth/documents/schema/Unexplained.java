package dev.firth.documents.schema;

import dev.firth.documents.json.Tape;
import java.util.Optional;

/**
 * Documents of which is only said that they are not valid: to say where, they are made trees and
 * judged by another validator, which takes many times their size.
 */
final class Unexplained {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_VALUES = 50_000;
  private static final int MOST_DIGITS = 1_000;

  private Unexplained() {}

  /** What is said instead of a document that is too large; empty for one that is not. */
  static Optional<Violation> of(Tape tape) {
    if (tape.length(0) > MOST_BYTES) {
      return Optional.of(
          instead("one of %.1f MiB, too large to say where".formatted(tape.length(0) / 1048576.0)));
    }
    int end = tape.next(0);
    if (end / 2 > MOST_VALUES) {
      return Optional.of(instead("one of %,d values, too many to say where".formatted(end / 2)));
    }
    for (int node = 0; node < end; node += 2) {
      if (tape.type(node) == Tape.NUMBER && tape.length(node) > MOST_DIGITS) {
        return Optional.of(instead("one with a number of too many digits to say where"));
      }
    }
    return Optional.empty();
  }

  static Violation instead(String found) {
    return new Violation("", "schema", "a document that its schema accepts", found);
  }
}
