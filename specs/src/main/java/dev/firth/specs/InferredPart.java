package dev.firth.specs;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a bundled read schema that comes of documents: what {@code schema://~inferred} names.
 * It has two halves, what people's write schema says and what was seen, so that the read schema can
 * be had without the second.
 */
public final class InferredPart {
  public static final String URI = "schema://~inferred";

  private static final String DEFS = "$defs";
  private static final String HALVES = "allOf";

  private InferredPart() {}

  /**
   * The part itself.
   *
   * @param written what is known without documents
   * @param seen what is known by them
   */
  public static ObjectNode of(JsonNode written, JsonNode seen) {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    part.putArray(HALVES).add(written).add(seen);
    return part;
  }

  /** Whether a read schema asks for such a part, be it that it is not in it. */
  public static boolean isAskedFor(JsonNode readSchema) {
    return readSchema.path(DEFS).path(URI).has(HALVES);
  }

  /** Whether a read schema has such a part. */
  public static boolean isIn(JsonNode readSchema) {
    return halves(readSchema).isPresent();
  }

  /** What the part says that documents are like; empty if there is no such part. */
  public static Optional<JsonNode> seen(JsonNode readSchema) {
    return halves(readSchema).map(halves -> halves.get(1));
  }

  /** The read schema, admitting also what was never seen. */
  public static JsonNode open(JsonNode readSchema) {
    JsonNode copy = readSchema.deepCopy();
    halves(copy).ifPresent(halves -> halves.remove(1));
    return copy;
  }

  private static Optional<ArrayNode> halves(JsonNode readSchema) {
    JsonNode halves = readSchema.path(DEFS).path(URI).path(HALVES);
    return halves instanceof ArrayNode array && array.size() == 2
        ? Optional.of(array)
        : Optional.empty();
  }
}
