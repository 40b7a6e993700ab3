package dev.firth.documents.shape;

import dev.firth.documents.pattern.EcmaPattern;
import dev.firth.documents.pattern.PatternException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** The keywords of one schema object that say something by themselves. */
final class Keywords {
  private final JsonNode schema;
  private final Subschemas subschemas;

  /** Shapes of sub-schemas, in the context of the schema around them. */
  interface Subschemas {
    Shape shape(JsonNode schema);
  }

  private Keywords(JsonNode schema, Subschemas subschemas) {
    this.schema = schema;
    this.subschemas = subschemas;
  }

  static Shape shape(JsonNode schema, Subschemas subschemas) {
    return new Keywords(schema, subschemas).shape();
  }

  private Shape shape() {
    Types declared = types();
    Optional<List<JsonNode>> values =
        values().map(all -> all.stream().filter(v -> declared.overlaps(Values.type(v))).toList());
    return new Shape(
        values.map(Values::types).map(declared::and).orElse(declared),
        string(),
        number(),
        array(),
        object(),
        values,
        text("title"),
        text("description"),
        Optional.ofNullable(schema.get("default")),
        Optional.ofNullable(schema.get("reduce")).filter(JsonNode::isObject).stream().toList(),
        schema.path("secret").asBoolean(false) || schema.path("airbyte_secret").asBoolean(false),
        annotations());
  }

  private Types types() {
    JsonNode type = schema.get("type");
    if (type == null) {
      return Types.ANY;
    }
    int bits = 0;
    for (JsonNode name : type.isArray() ? type.values() : List.of(type)) {
      bits |= name.isString() ? known(name.stringValue()) : 0;
    }
    return new Types(bits);
  }

  private static int known(String name) {
    try {
      return Types.ofName(name);
    } catch (IllegalArgumentException unknown) {
      return Types.ANY.bits();
    }
  }

  private Optional<List<JsonNode>> values() {
    if (schema.has("const")) {
      return Optional.of(List.of(schema.get("const")));
    }
    return Optional.ofNullable(schema.get("enum"))
        .filter(JsonNode::isArray)
        .map(list -> List.copyOf(list.values()));
  }

  private StringShape string() {
    return new StringShape(
        text("format"),
        text("contentEncoding"),
        text("contentMediaType"),
        count("minLength").orElse(0),
        count("maxLength"));
  }

  private NumberShape number() {
    return new NumberShape(
        Bound.greatest(bound("minimum"), bound("exclusiveMinimum")),
        Bound.least(bound("maximum"), bound("exclusiveMaximum")));
  }

  private ArrayShape array() {
    JsonNode items = schema.get("items");
    boolean legacy = items != null && items.isArray();
    JsonNode tuple = legacy ? items : schema.path("prefixItems");
    JsonNode rest = legacy ? schema.get("additionalItems") : items;
    return new ArrayShape(
        count("minItems").orElse(0),
        count("maxItems"),
        tuple.values().stream().map(subschemas::shape).toList(),
        Optional.ofNullable(rest).map(subschemas::shape));
  }

  private ObjectShape object() {
    var patterns = new ArrayList<ObjectShape.NamePattern>();
    boolean understood = true;
    for (var entry : schema.path("patternProperties").properties()) {
      Optional<EcmaPattern> compiled = compile(entry.getKey());
      Shape shape = subschemas.shape(entry.getValue());
      compiled.ifPresent(c -> patterns.add(new ObjectShape.NamePattern(entry.getKey(), c, shape)));
      understood &= compiled.isPresent();
    }
    Optional<Shape> additional =
        Optional.ofNullable(schema.get("additionalProperties")).map(subschemas::shape);
    UnaryOperator<Shape> widen = understood ? s -> s : s -> Shape.ANYTHING;
    var unnamed = new ObjectShape(new TreeMap<>(), patterns, additional.map(widen));
    return new ObjectShape(properties(unnamed), patterns, unnamed.additional());
  }

  private SortedMap<String, ObjectShape.Property> properties(ObjectShape unnamed) {
    var properties = new TreeMap<String, ObjectShape.Property>();
    for (var entry : schema.path("properties").properties()) {
      String name = entry.getKey();
      Shape own = subschemas.shape(entry.getValue());
      boolean matched = unnamed.patterns().stream().anyMatch(p -> p.matches(name));
      Shape shape = matched ? own.intersect(unnamed.at(name)) : own;
      properties.put(name, new ObjectShape.Property(shape, false));
    }
    for (JsonNode required : schema.path("required").values()) {
      if (required.isString()) {
        String name = required.stringValue();
        var named = properties.get(name);
        Shape shape = named != null ? named.shape() : unnamed.at(name);
        properties.put(name, new ObjectShape.Property(shape, true));
      }
    }
    return properties;
  }

  private static Optional<EcmaPattern> compile(String regex) {
    try {
      return Optional.of(EcmaPattern.compile(regex));
    } catch (PatternException noPattern) {
      return Optional.empty();
    }
  }

  private SortedMap<String, JsonNode> annotations() {
    var extensions = new TreeMap<String, JsonNode>();
    schema.properties().stream()
        .filter(e -> e.getKey().startsWith("x-") || e.getKey().equals("redact"))
        .forEach(e -> extensions.put(e.getKey(), e.getValue()));
    return extensions;
  }

  private Optional<String> text(String keyword) {
    return Optional.ofNullable(schema.get(keyword))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue);
  }

  private Optional<Integer> count(String keyword) {
    return bound(keyword)
        .filter(n -> n.signum() >= 0)
        .map(n -> n.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue());
  }

  private Optional<BigDecimal> bound(String keyword) {
    return Optional.ofNullable(schema.get(keyword))
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue);
  }
}
