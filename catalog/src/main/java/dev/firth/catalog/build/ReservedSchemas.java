package dev.firth.catalog.build;

import dev.firth.specs.InferredPart;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the reserved names of schemas stand for, which differ by the collection whose read schema
 * holds them.
 *
 * @param write {@code schema://~write}, as people wrote it
 * @param relaxed {@code schema://~relaxed-write}; empty where the write schema is broken
 * @param inferred {@code schema://~inferred}; likewise
 */
record ReservedSchemas(
    Optional<JsonNode> write, Optional<JsonNode> relaxed, Optional<JsonNode> inferred) {
  static final String WRITE = "schema://~write";
  static final String RELAXED = RelaxedSchema.URI;
  static final String INFERRED = InferredPart.URI;

  /** Names that are reserved and stand for nothing yet. */
  static final Set<String> NOT_BUILT = Set.of("schema://~connector");

  /** Where none may be named: everywhere but in read schemas. */
  static final ReservedSchemas NOWHERE =
      new ReservedSchemas(Optional.empty(), Optional.empty(), Optional.empty());

  static boolean has(String uri) {
    return uri.equals(WRITE) || uri.equals(RELAXED) || uri.equals(INFERRED);
  }

  /** Whether a schema stands by itself: it refers to nothing outside, or was bundled before. */
  static boolean isWhole(String uri) {
    return uri.equals(RELAXED) || uri.equals(INFERRED);
  }

  Optional<JsonNode> of(String uri) {
    return switch (uri) {
      case WRITE -> write;
      case RELAXED -> relaxed;
      default -> inferred;
    };
  }

  /** Why a name may not stand where it does; empty if it may. */
  Optional<String> refusal(String uri) {
    if (write.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        uri.equals(INFERRED)
            ? uri
                + " is what a collection's documents are like, and may be named in a readSchema only."
            : uri + " is the collection's writeSchema, and may be named in its readSchema only.");
  }
}
