package dev.firth.documents.shape;

import java.util.Optional;
import java.util.function.BinaryOperator;

/** How two optional facts of a schema become one. Absent means that nothing is known. */
final class Bound {
  private Bound() {}

  static <T extends Comparable<? super T>> Optional<T> least(Optional<T> a, Optional<T> b) {
    return either(a, b, (x, y) -> x.compareTo(y) <= 0 ? x : y);
  }

  static <T extends Comparable<? super T>> Optional<T> greatest(Optional<T> a, Optional<T> b) {
    return either(a, b, (x, y) -> x.compareTo(y) >= 0 ? x : y);
  }

  /** The one that is there, or {@code merge} of both. */
  static <T> Optional<T> either(Optional<T> a, Optional<T> b, BinaryOperator<T> merge) {
    if (a.isPresent() && b.isPresent()) {
      return Optional.of(merge.apply(a.get(), b.get()));
    }
    return a.isPresent() ? a : b;
  }

  /** {@code merge} of both, or nothing. */
  static <T> Optional<T> both(Optional<T> a, Optional<T> b, BinaryOperator<T> merge) {
    return a.isPresent() && b.isPresent()
        ? Optional.of(merge.apply(a.get(), b.get()))
        : Optional.empty();
  }

  static <T> Optional<T> same(Optional<T> a, Optional<T> b) {
    return a.equals(b) ? a : Optional.empty();
  }
}
