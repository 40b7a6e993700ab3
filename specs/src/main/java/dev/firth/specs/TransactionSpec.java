package dev.firth.specs;

import java.time.Duration;
import java.util.Optional;

/**
 * How long transactions stay open.
 *
 * @param maxRate commits a second at most; empty: what suits the store
 */
public record TransactionSpec(
    Duration minDuration, Duration maxDuration, Optional<Double> maxRate) {
  public static final TransactionSpec DEFAULT =
      new TransactionSpec(Duration.ZERO, Duration.ofSeconds(1), Optional.empty());
}
