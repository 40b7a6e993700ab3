package dev.firth.documents.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Makes the {@link Shape} of a schema (JSON Schema 2020-12; array-valued {@code items} of older
 * drafts too). Keywords that apply together intersect, alternatives unite. What is not understood,
 * cannot be resolved or recurs is taken as "anything", so a shape never says more than the schema.
 */
public final class Inference {
  /** Sub-schemas visited before the rest is taken as "anything". */
  private static final int BUDGET = 200_000;

  private final References references;
  private final List<JsonNode> active = new ArrayList<>();
  private int visited;

  private Inference(References references) {
    this.references = references;
  }

  /**
   * The shape of a schema that refers to nothing outside of itself.
   *
   * @param schema an object or a boolean
   */
  public static Shape infer(JsonNode schema) {
    return infer(schema, uri -> Optional.empty());
  }

  /**
   * The shape of a schema.
   *
   * @param schema an object or a boolean
   * @param outside the schema of an absolute {@code $ref} without its fragment
   */
  public static Shape infer(JsonNode schema, Function<String, Optional<JsonNode>> outside) {
    return new Inference(new References(schema, outside)).shape(schema, "");
  }

  private Shape shape(JsonNode schema, String base) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? Shape.ANYTHING : Shape.NOTHING;
    }
    boolean recurs = active.stream().anyMatch(outer -> outer == schema);
    if (!schema.isObject() || recurs || ++visited > BUDGET) {
      return Shape.ANYTHING;
    }
    active.add(schema);
    try {
      return object(schema, references.baseOf(base, schema));
    } finally {
      active.removeLast();
    }
  }

  private Shape object(JsonNode schema, String base) {
    Shape shape = Keywords.shape(schema, sub -> shape(sub, base));
    for (String keyword : List.of("$ref", "$dynamicRef", "$recursiveRef")) {
      JsonNode ref = schema.path(keyword);
      if (ref.isString()) {
        shape = shape.intersect(target(base, ref.stringValue()));
      }
    }
    for (JsonNode every : schema.path("allOf").values()) {
      shape = shape.intersect(shape(every, base));
    }
    for (String keyword : List.of("anyOf", "oneOf")) {
      Optional<Shape> any =
          schema.path(keyword).values().stream().map(s -> shape(s, base)).reduce(Shape::union);
      shape = any.map(shape::intersect).orElse(shape);
    }
    return schema.has("if") ? shape.intersect(conditional(schema, base)) : shape;
  }

  private Shape target(String base, String ref) {
    return references
        .find(base, ref)
        .map(found -> shape(found.schema(), found.base()))
        .orElse(Shape.ANYTHING);
  }

  private Shape conditional(JsonNode schema, String base) {
    Shape then = schema.has("then") ? shape(schema.get("then"), base) : Shape.ANYTHING;
    Shape otherwise = schema.has("else") ? shape(schema.get("else"), base) : Shape.ANYTHING;
    return shape(schema.get("if"), base).intersect(then).union(otherwise);
  }
}
