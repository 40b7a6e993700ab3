package dev.firth.documents.shape;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Inclusive bounds of a location's numbers. An exclusive bound of the schema is kept as the number
 * it names, which is the wider statement.
 */
public record NumberShape(Optional<BigDecimal> minimum, Optional<BigDecimal> maximum) {

  public static final NumberShape ANY = new NumberShape(Optional.empty(), Optional.empty());

  NumberShape intersect(NumberShape other) {
    return new NumberShape(
        Bound.greatest(minimum, other.minimum), Bound.least(maximum, other.maximum));
  }

  NumberShape union(NumberShape other) {
    return new NumberShape(
        Bound.both(minimum, other.minimum, (a, b) -> wider(a, b, a.compareTo(b))),
        Bound.both(maximum, other.maximum, (a, b) -> wider(a, b, b.compareTo(a))));
  }

  /** Of equal bounds the one with more decimals, so that no order of unions shows. */
  private static BigDecimal wider(BigDecimal a, BigDecimal b, int order) {
    return order < 0 || order == 0 && a.scale() >= b.scale() ? a : b;
  }
}
