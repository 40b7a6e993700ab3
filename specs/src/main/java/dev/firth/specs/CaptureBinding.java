package dev.firth.specs;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One thing of the source and the collection that it is captured into.
 *
 * @param name its identity in state, status and metrics
 * @param resource the connector's own description of it
 * @param resourcePath what identifies it at the source, as the connector answered
 * @param stateKey key of the binding's part of connector state: the same over restarts, another
 *     after a backfill
 * @param backfill people's counter and Firth's, as {@code "0.0"}
 */
public record CaptureBinding(
    String name,
    JsonNode resource,
    List<String> resourcePath,
    String stateKey,
    String backfill,
    CollectionSpec collection,
    OnViolation onViolation) {
  public CaptureBinding {
    resourcePath = List.copyOf(resourcePath);
  }
}
