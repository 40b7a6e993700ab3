package dev.firth.catalog.build;

import dev.firth.documents.shape.Exists;
import dev.firth.documents.shape.Shape;
import dev.firth.documents.shape.ShapeSchema;
import dev.firth.documents.shape.Types;
import dev.firth.specs.InferredPart;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code schema://~inferred} names: of the collection's key and partitions what its write
 * schema says, so that tables can be made of them before any document is there, and of all else
 * what was seen. As long as nothing was seen, that documents hold nothing else.
 */
final class InferredSchemaBuild {
  private static final String DRAFT = "$schema";

  /** They say how documents reduce and are redacted, not what they are like. */
  private static final List<String> NO_SHAPE = List.of(DRAFT, "reduce", "redact");

  private final Shape write;
  private final boolean closed;

  private InferredSchemaBuild(Shape write, boolean closed) {
    this.write = write;
    this.closed = closed;
  }

  /**
   * The schema.
   *
   * @param locations of key and partitions
   * @param write the shape of what is written
   * @param seen what was seen; empty before the first document
   */
  static JsonNode of(List<String> locations, Shape write, Optional<JsonNode> seen) {
    var root = new Branch();
    for (String location : locations) {
      root.add(JsonPointer.compile(location));
    }
    JsonNode known = new InferredSchemaBuild(write, false).schema("", root);
    JsonNode most =
        seen.map(InferredSchemaBuild::undated)
            .orElseGet(() -> new InferredSchemaBuild(write, true).schema("", root));
    return InferredPart.of(known, most);
  }

  /** Only a list of {@code items} means something else in later drafts than it was written in. */
  private static JsonNode undated(JsonNode seen) {
    if (!(seen instanceof ObjectNode object) || !object.has(DRAFT)) {
      return seen;
    }
    return listsItems(seen) ? object.put("$id", InferredPart.URI + "/seen") : object.without(DRAFT);
  }

  private static boolean listsItems(JsonNode node) {
    return node.path("items").isArray()
        || node.values().stream().anyMatch(InferredSchemaBuild::listsItems);
  }

  /** A location on the way to one that must be known. */
  private static final class Branch {
    final TreeMap<String, Branch> below = new TreeMap<>();

    void add(JsonPointer rest) {
      if (!rest.matches()) {
        below.computeIfAbsent(rest.getMatchingProperty(), name -> new Branch()).add(rest.tail());
      }
    }
  }

  private JsonNode schema(String at, Branch branch) {
    Shape.Located here = write.locate(at);
    if (branch.below.isEmpty() && !at.isEmpty()) {
      return ShapeSchema.of(here.shape()).remove(NO_SHAPE);
    }
    boolean array = here.shape().types().is(Types.ARRAY);
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    if (here.exists() == Exists.MUST && here.shape().types().within(Types.ARRAY | Types.OBJECT)) {
      out.put("type", array ? "array" : "object");
    }
    if (array) {
      items(at, branch, out);
    } else {
      members(at, branch, out);
    }
    return out;
  }

  private void members(String at, Branch branch, ObjectNode out) {
    ObjectNode properties = out.putObject("properties");
    ArrayNode required = out.putArray("required");
    branch.below.forEach(
        (name, below) -> {
          String child = at + "/" + name.replace("~", "~0").replace("/", "~1");
          properties.set(name, schema(child, below));
          if (write.locate(child).exists() == Exists.MUST) {
            required.add(name);
          }
        });
    if (closed) {
      out.put("additionalProperties", false);
    }
  }

  private void items(String at, Branch branch, ObjectNode out) {
    int most = branch.below.keySet().stream().mapToInt(Integer::parseInt).max().orElse(-1);
    ArrayNode items = out.putArray("prefixItems");
    for (int i = 0; i <= most; i++) {
      Branch below = branch.below.get(Integer.toString(i));
      items.add(below == null ? items.booleanNode(true) : schema(at + "/" + i, below));
    }
    out.put("minItems", most + 1);
    if (closed) {
      out.put("maxItems", most + 1);
    }
  }
}
