package dev.firth.documents.shape;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a shape as a schema of draft 2019-09, which {@link Inference} reads back as the same
 * shape. Conflicting {@code reduce} annotations are left out.
 */
public final class ShapeSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2019-09/schema";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Shape shape;
  private final ObjectNode out = NODES.objectNode();

  private ShapeSchema(Shape shape) {
    this.shape = shape;
  }

  /** A whole schema, which names its draft. */
  public static ObjectNode of(Shape shape) {
    ObjectNode root = NODES.objectNode();
    root.put("$schema", DIALECT);
    if (shape.types().isEmpty()) {
      root.putObject("not");
    } else {
      root.setAll((ObjectNode) part(shape));
    }
    return root;
  }

  private static JsonNode part(Shape shape) {
    return shape.types().isEmpty() ? NODES.booleanNode(false) : new ShapeSchema(shape).write();
  }

  private ObjectNode write() {
    Types types = shape.types();
    if (!types.is(Types.ANY.bits())) {
      types(types.names());
    }
    shape.enumeration().ifPresent(values -> out.set("enum", sorted(values)));
    text("title", shape.title());
    text("description", shape.description());
    shape.defaultValue().ifPresent(value -> out.set("default", value));
    if (types.overlaps(Types.OBJECT)) {
      object(shape.object());
    }
    if (types.overlaps(Types.ARRAY)) {
      array(shape.array());
    }
    if (types.overlaps(Types.STRING)) {
      string(shape.string());
    }
    if (types.overlaps(Types.NUMBER)) {
      shape.number().minimum().ifPresent(least -> out.set("minimum", NODES.numberNode(least)));
      shape.number().maximum().ifPresent(most -> out.set("maximum", NODES.numberNode(most)));
    }
    if (shape.secret()) {
      out.put("secret", true);
    }
    if (shape.reductions().size() == 1) {
      out.set("reduce", shape.reductions().getFirst());
    }
    shape.annotations().forEach(out::set);
    return out;
  }

  private void types(List<String> names) {
    if (names.size() == 1) {
      out.put("type", names.getFirst());
    } else {
      ArrayNode all = out.putArray("type");
      names.forEach(all::add);
    }
  }

  private static ArrayNode sorted(List<JsonNode> values) {
    ArrayNode all = NODES.arrayNode();
    values.stream()
        .map(ExactJson::tape)
        .sorted((a, b) -> JsonOrder.compare(a, 0, b, 0))
        .map(tape -> ExactJson.read(tape.bytes(), tape.start(0), tape.end(0) - tape.start(0)))
        .forEach(all::add);
    return all;
  }

  private void object(ObjectShape object) {
    if (!object.properties().isEmpty()) {
      ObjectNode properties = out.putObject("properties");
      object.properties().forEach((name, p) -> properties.set(name, part(p.shape())));
    }
    List<String> required =
        object.properties().entrySet().stream()
            .filter(p -> p.getValue().required())
            .map(Map.Entry::getKey)
            .toList();
    if (!required.isEmpty()) {
      ArrayNode names = out.putArray("required");
      required.forEach(names::add);
    }
    if (!object.patterns().isEmpty()) {
      ObjectNode patterns = out.putObject("patternProperties");
      object.patterns().forEach(p -> patterns.set(p.regex(), part(p.shape())));
    }
    object.additional().ifPresent(rest -> out.set("additionalProperties", part(rest)));
  }

  private void array(ArrayShape array) {
    if (array.minItems() > 0) {
      out.put("minItems", array.minItems());
    }
    array.maxItems().ifPresent(most -> out.put("maxItems", most));
    if (array.tuple().isEmpty()) {
      array.additional().ifPresent(rest -> out.set("items", part(rest)));
      return;
    }
    ArrayNode tuple = out.putArray("items");
    array.tuple().forEach(item -> tuple.add(part(item)));
    array.additional().ifPresent(rest -> out.set("additionalItems", part(rest)));
  }

  private void string(StringShape string) {
    if (string.minLength() > 0) {
      out.put("minLength", string.minLength());
    }
    string.maxLength().ifPresent(most -> out.put("maxLength", most));
    text("format", string.format());
    text("contentEncoding", string.contentEncoding());
    text("contentMediaType", string.contentMediaType());
  }

  private void text(String keyword, Optional<String> value) {
    value.ifPresent(text -> out.put(keyword, text));
  }
}
