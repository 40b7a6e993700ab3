package dev.firth.documents.reduce;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Tape;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.reduce.Reducer.Reduction;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.Dialect;
import dev.firth.documents.schema.SchemaException;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Limits;
import dev.firth.documents.shape.Shape;
import dev.firth.documents.shape.ShapeSchema;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A schema that accepts what either side's does, written anew from the union of their shapes and
 * kept small. Of two generations of a collection the later one stands alone.
 */
final class JsonSchemaMerge {
  private static final String GENERATION = "x-collection-generation-id";
  private static final String LIMIT = "x-complexity-limit";
  private static final int MOST_ASKED = 100_000;

  private JsonSchemaMerge() {}

  static Outcome reduce(Reduction at, int l, int r) {
    Shape right = shape(at, at.rhs(), r, r, "later");
    Shape left = l < 0 ? Shape.NOTHING : shape(at, at.lhs(), l, r, "earlier");
    Shape small = Limits.enforce(merged(left, right), limit(right));
    at.out().raw(ExactJson.mapper().writeValueAsString(ShapeSchema.of(small)));
    return Outcome.REDUCED;
  }

  private static Shape merged(Shape left, Shape right) {
    Optional<String> mine = generation(left);
    Optional<String> theirs = generation(right);
    if (mine.isPresent() && theirs.isPresent()) {
      int order = mine.get().compareTo(theirs.get());
      return order == 0 ? left.union(right) : order < 0 ? right : left;
    }
    Shape union = left.union(right);
    return mine.or(() -> theirs).map(id -> union.annotated(GENERATION, text(id))).orElse(union);
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }

  private static Optional<String> generation(Shape shape) {
    return Optional.ofNullable(shape.annotations().get(GENERATION))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue);
  }

  private static int limit(Shape right) {
    return Optional.ofNullable(right.annotations().get(LIMIT))
        .filter(asked -> asked.isIntegralNumber() && asked.canConvertToInt())
        .map(JsonNode::intValue)
        .filter(asked -> asked >= 1 && asked <= MOST_ASKED)
        .map(asked -> Math.min(asked, Limits.MOST_LOCATIONS))
        .orElse(Limits.LOCATIONS);
  }

  private static Shape shape(Reduction at, Tape tape, int node, int r, String which) {
    JsonNode schema =
        ExactJson.read(tape.bytes(), tape.start(node), tape.end(node) - tape.start(node));
    try {
      CompiledSchema.compile(schema, uri -> Optional.empty(), Dialect.DRAFT_2019_09, false);
    } catch (SchemaException refused) {
      throw at.error(
          r,
          "jsonSchemaMerge needs schemas, but the %s value is none: %s"
              .formatted(which, refused.getMessage()));
    }
    return Inference.infer(schema);
  }
}
