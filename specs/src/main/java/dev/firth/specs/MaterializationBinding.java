package dev.firth.specs;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One collection and the resource of the destination that follows it.
 *
 * @param name its identity in state, status and metrics
 * @param resource the connector's own description of it
 * @param resourcePath what identifies it at the destination, as the connector answered
 * @param stateKey key of the binding's part of connector state
 * @param backfill people's counter and Firth's, as {@code "0.0"}
 * @param deltaUpdates whether the destination takes changes instead of whole documents: nothing is
 *     loaded
 * @param priority all ready documents of a higher one are read first
 */
public record MaterializationBinding(
    String name,
    JsonNode resource,
    List<String> resourcePath,
    String stateKey,
    String backfill,
    SourceSpec source,
    FieldSelection fields,
    boolean deltaUpdates,
    int priority,
    OnViolation onViolation) {
  public MaterializationBinding {
    resourcePath = List.copyOf(resourcePath);
  }
}
