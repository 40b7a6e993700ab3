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
        Bound.both(minimum, other.minimum, BigDecimal::min),
        Bound.both(maximum, other.maximum, BigDecimal::max));
  }
}
