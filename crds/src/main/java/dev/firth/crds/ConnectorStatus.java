package dev.firth.crds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a Connector is, and what its image says of itself.
 *
 * @param observedGeneration of the spec that this speaks of; -1: of none yet
 * @param conditions by type
 * @param digest of the image that is run
 * @param endpointSchema of its configuration
 * @param resourceSchema of a binding's resource
 * @param documentationURL where it is described
 */
public record ConnectorStatus(
    @Default("-1") @Nullable Long observedGeneration,
    @KeyedBy("type") @Limits(max = 16) @Nullable List<ResourceStatus.Condition> conditions,
    @Limits(max = 128) @Nullable String digest,
    @Nullable JsonNode endpointSchema,
    @Nullable JsonNode resourceSchema,
    @Limits(max = 1024) @Nullable String documentationURL) {}
