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
    return new Inference(new References(schema, outside)).shape(schema, new Around("", false));
  }

  /** What the schemas around one say of it: its base URI, and whether it is of draft 7. */
  private record Around(String base, boolean draft7) {
    Around of(JsonNode schema, References references) {
      JsonNode dialect = schema.path("$schema");
      return new Around(
          references.baseOf(base, schema),
          dialect.isString() ? dialect.stringValue().contains("/draft-07/") : draft7);
    }
  }

  private Shape shape(JsonNode schema, Around around) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? Shape.ANYTHING : Shape.NOTHING;
    }
    boolean recurs = active.stream().anyMatch(outer -> outer == schema);
    if (!schema.isObject() || recurs || ++visited > BUDGET) {
      return Shape.ANYTHING;
    }
    active.add(schema);
    try {
      return object(schema, around.of(schema, references));
    } finally {
      active.removeLast();
    }
  }

  private Shape object(JsonNode schema, Around here) {
    if (here.draft7 && schema.path("$ref").isString()) {
      // Draft 7 ignores what stands beside a reference.
      return target(here, schema.get("$ref").stringValue());
    }
    Shape shape = Keywords.shape(schema, sub -> shape(sub, here));
    for (String keyword : List.of("$ref", "$dynamicRef", "$recursiveRef")) {
      JsonNode ref = schema.path(keyword);
      if (ref.isString()) {
        shape = shape.intersect(target(here, ref.stringValue()));
      }
    }
    for (JsonNode every : schema.path("allOf").values()) {
      shape = shape.intersect(shape(every, here));
    }
    for (String keyword : List.of("anyOf", "oneOf")) {
      Optional<Shape> any =
          schema.path(keyword).values().stream().map(s -> shape(s, here)).reduce(Shape::union);
      shape = any.map(shape::intersect).orElse(shape);
    }
    return schema.has("if") ? shape.intersect(conditional(schema, here)) : shape;
  }

  private Shape target(Around here, String ref) {
    return references
        .find(here.base, ref)
        .map(found -> shape(found.schema(), new Around(found.base(), here.draft7)))
        .orElse(Shape.ANYTHING);
  }

  private Shape conditional(JsonNode schema, Around here) {
    Shape then = schema.has("then") ? shape(schema.get("then"), here) : Shape.ANYTHING;
    Shape otherwise = schema.has("else") ? shape(schema.get("else"), here) : Shape.ANYTHING;
    return shape(schema.get("if"), here).intersect(then).union(otherwise);
  }
}
