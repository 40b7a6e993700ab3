package dev.firth.crds;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a resource is.
 *
 * @param observedGeneration of the spec that this speaks of; -1: of none yet
 * @param conditions by type
 */
public record ResourceStatus(
    @Default("-1") @Nullable Long observedGeneration,
    @KeyedBy("type") @Limits(max = 16) @Nullable List<Condition> conditions) {

  /**
   * One aspect of it, as Kubernetes' conditions are.
   *
   * @param type the aspect
   * @param status whether it holds
   * @param observedGeneration of the spec that this speaks of
   * @param lastTransitionTime since when the status is what it is
   * @param reason one word of one list
   * @param message a sentence for the person who must act
   */
  public record Condition(
      @Required @Limits(min = 1, max = 64) String type,
      @Required
          @Limits(min = 1, max = 7)
          @Pattern(value = "^(True|False|Unknown)$", words = "True, False or Unknown")
          String status,
      @Nullable Long observedGeneration,
      @Required Instant lastTransitionTime,
      @Required @Limits(min = 1, max = 128) String reason,
      @Required @Limits(min = 1, max = 4096) String message) {}
}
