package dev.firth.specs;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A published collection.
 *
 * @param generation the reset counter and the one that Firth owns, as {@code "0.0"}
 * @param key RFC 6901 pointers
 * @param writeSchema bundled: every reference that it holds resolves inside it
 * @param readSchema likewise; the same as {@code writeSchema} unless people wrote two
 * @param projections sorted by field
 * @param partitions the fields that partition it, sorted
 * @param redactSalt where the salt comes from with which whoever writes it hashes what {@code
 *     redact: {strategy: sha256}} says; its pointer is empty
 */
public record CollectionSpec(
    String namespace,
    String name,
    String generation,
    List<String> key,
    JsonNode writeSchema,
    JsonNode readSchema,
    List<Projection> projections,
    List<String> partitions,
    FragmentSpec fragment,
    Optional<SecretRef> redactSalt) {
  public CollectionSpec {
    key = List.copyOf(key);
    projections = List.copyOf(projections);
    partitions = List.copyOf(partitions);
  }

  public Optional<Projection> projection(String field) {
    return projections.stream().filter(p -> p.field().equals(field)).findFirst();
  }
}
