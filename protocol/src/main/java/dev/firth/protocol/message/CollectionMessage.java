package dev.firth.protocol.message;

import dev.firth.specs.CollectionSpec;
import dev.firth.specs.Projection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a connector is told of a collection.
 *
 * @param key RFC 6901 pointers
 * @param partitionFields sorted
 */
public record CollectionMessage(
    String name,
    List<String> key,
    JsonNode writeSchema,
    JsonNode readSchema,
    List<Projection> projections,
    List<String> partitionFields) {
  public CollectionMessage {
    key = List.copyOf(key);
    projections = List.copyOf(projections);
    partitionFields = List.copyOf(partitionFields);
  }

  public static CollectionMessage of(CollectionSpec spec) {
    return new CollectionMessage(
        spec.name(),
        spec.key(),
        spec.writeSchema(),
        spec.readSchema(),
        spec.projections(),
        spec.partitions());
  }

  public Optional<Projection> projection(String field) {
    return projections.stream().filter(p -> p.field().equals(field)).findFirst();
  }
}
