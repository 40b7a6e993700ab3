package dev.firth.catalog.fields;

import dev.firth.documents.shape.Exists;
import dev.firth.documents.shape.Shape;
import dev.firth.specs.Inference;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What built specs say of a location, from its shape. */
final class Inferences {
  private Inferences() {}

  static Inference of(Shape shape, Exists exists) {
    Optional<Integer> maxLength = shape.string().maxLength();
    return new Inference(
        shape.types().names(),
        existence(exists),
        shape.title(),
        shape.description(),
        shape.defaultValue(),
        shape.secret(),
        shape.string().format(),
        shape.string().contentMediaType(),
        shape.string().contentEncoding(),
        Optional.ofNullable(shape.annotations().get("x-sql-type"))
            .filter(JsonNode::isString)
            .map(JsonNode::stringValue),
        maxLength.isPresent() ? OptionalLong.of(maxLength.get()) : OptionalLong.empty(),
        shape.number().minimum(),
        shape.number().maximum());
  }

  private static Inference.Existence existence(Exists exists) {
    return switch (exists) {
      case MUST -> Inference.Existence.MUST;
      case MAY -> Inference.Existence.MAY;
      case IMPLICIT -> Inference.Existence.IMPLICIT;
      case CANNOT -> Inference.Existence.CANNOT;
    };
  }
}
