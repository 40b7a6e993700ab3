package dev.firth.crds.generate;

import dev.firth.crds.Limits;
import dev.firth.crds.OneOf;
import dev.firth.crds.Pattern;
import dev.firth.crds.Quantity;
import dev.firth.crds.Rule;
import dev.firth.crds.Span;
import dev.firth.crds.structure.FieldType;
import dev.firth.crds.structure.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A structural schema, as CRDs hold it, of a record. */
final class OpenApiSchema {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEEP = "x-kubernetes-preserve-unknown-fields";

  private final Descriptions descriptions;

  OpenApiSchema(Descriptions descriptions) {
    this.descriptions = descriptions;
  }

  /** The schema of an object; every list, map and string of it is bounded. */
  Map<String, Object> object(Structure structure) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (Structure.Field field : structure.fields()) {
      properties.put(field.name(), field(structure, field));
      if (field.required()) {
        required.add(field.name());
      }
    }
    Map<String, Object> schema = typed("object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    List<Object> rules = new ArrayList<>();
    structure.oneOf().ifPresent(rule -> rules.addAll(exactlyOne(rule)));
    structure.rules().forEach(rule -> rules.add(rule(rule.value(), rule.says())));
    if (!rules.isEmpty()) {
      schema.put("x-kubernetes-validations", rules);
    }
    return schema;
  }

  /** The rules of a kind's record that speak of its name as well as of its fields. */
  static List<Object> rules(Class<?> kind) {
    return Arrays.stream(kind.getAnnotationsByType(Rule.class))
        .map(rule -> (Object) rule(rule.value(), rule.says()))
        .toList();
  }

  static Map<String, Object> rule(String expression, String says) {
    var rule = new LinkedHashMap<String, Object>();
    rule.put("rule", expression);
    rule.put("message", says);
    return rule;
  }

  private static List<Object> exactlyOne(OneOf rule) {
    List<List<String>> groups =
        Arrays.stream(rule.value()).map(g -> List.of(g.split("\\+"))).toList();
    var rules = new ArrayList<Object>();
    String begun =
        String.join(
            ", ",
            groups.stream()
                .map(g -> String.join(" || ", g.stream().map(f -> "has(self." + f + ")").toList()))
                .toList());
    String choice =
        String.join(", or ", groups.stream().map(g -> String.join(" and ", g)).toList());
    rules.add(
        rule(
            "[" + begun + "].filter(x, x).size() " + (rule.optional() ? "<= 1" : "== 1"),
            "give " + (rule.optional() ? "at most" : "exactly") + " one: " + choice));
    for (List<String> group : groups) {
      for (int i = 1; i < group.size(); i++) {
        rules.add(
            rule(
                "has(self." + group.getFirst() + ") == has(self." + group.get(i) + ")",
                group.getFirst() + " and " + group.get(i) + " go together"));
      }
    }
    return rules;
  }

  private Map<String, Object> field(Structure within, Structure.Field field) {
    String place = within.type().getSimpleName() + "." + field.name();
    var schema = new LinkedHashMap<String, Object>();
    schema.put("description", description(within, field));
    schema.putAll(value(field.type(), place));
    field.limits().ifPresent(limits -> bound(schema, field.type(), limits));
    field.pattern().ifPresent(pattern -> pattern(schema, field.type(), pattern));
    field.preset().ifPresent(json -> schema.put("default", JSON.readValue(json, Object.class)));
    if (field.type() instanceof FieldType.ListOf) {
      list(schema, field.keyedBy());
    }
    bounded(schema, place);
    return schema;
  }

  private String description(Structure within, Structure.Field field) {
    String said = descriptions.of(within.type(), field.name());
    return field
        .notBuilt()
        .map(n -> n.unless().length == 0 ? "Not supported yet: NotYetSupported. " + said : said)
        .orElse(said);
  }

  private Map<String, Object> value(FieldType type, String place) {
    return switch (type) {
      case FieldType.Text _ -> typed("string");
      case FieldType.Whole(boolean wide) -> formatted("integer", wide ? "int64" : "int32");
      case FieldType.Bool _ -> typed("boolean");
      case FieldType.InstantText _ -> formatted("string", "date-time");
      case FieldType.SpanText _ -> text(Span.PATTERN, 64);
      case FieldType.QuantityText _ -> quantity();
      case FieldType.Free _ -> {
        Map<String, Object> schema = typed("object");
        schema.put(KEEP, true);
        yield schema;
      }
      case FieldType.Words(List<FieldType.Word> words) -> {
        Map<String, Object> schema = typed("string");
        schema.put("enum", words.stream().map(FieldType.Word::text).toList());
        yield schema;
      }
      case FieldType.ListOf(FieldType item) -> {
        Map<String, Object> schema = typed("array");
        Map<String, Object> items = value(item, place);
        if (item instanceof FieldType.Text) {
          items.put("maxLength", Structure.MOST_ITEM_CHARACTERS);
        }
        schema.put("items", items);
        yield schema;
      }
      case FieldType.MapOf(FieldType each) -> {
        Map<String, Object> schema = typed("object");
        Map<String, Object> values = value(each, place);
        if (each instanceof FieldType.Text) {
          values.put("maxLength", Structure.MOST_ITEM_CHARACTERS);
        }
        schema.put("additionalProperties", values);
        yield schema;
      }
      case FieldType.ObjectOf(Structure structure) -> object(structure);
    };
  }

  private static Map<String, Object> quantity() {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("x-kubernetes-int-or-string", true);
    schema.put("anyOf", List.of(typed("integer"), typed("string")));
    schema.put("pattern", Quantity.PATTERN);
    schema.put("maxLength", 17);
    schema.put("minimum", 0);
    return schema;
  }

  private static void bound(Map<String, Object> schema, FieldType type, Limits limits) {
    String least =
        switch (type) {
          case FieldType.ListOf _ -> "minItems";
          case FieldType.MapOf _ -> "minProperties";
          case FieldType.Whole _ -> "minimum";
          default -> "minLength";
        };
    if (limits.min() != 0 || type instanceof FieldType.Whole) {
      schema.put(least, limits.min());
    }
    if (limits.max() != Long.MAX_VALUE) {
      schema.put(least.replace("min", "max"), limits.max());
    }
  }

  @SuppressWarnings("unchecked")
  private static void pattern(Map<String, Object> schema, FieldType type, Pattern pattern) {
    Map<String, Object> where =
        type instanceof FieldType.ListOf
            ? (Map<String, Object>) Objects.requireNonNull(schema.get("items"))
            : schema;
    where.put("pattern", pattern.value());
  }

  private static void list(Map<String, Object> schema, Optional<String> key) {
    schema.put("x-kubernetes-list-type", key.isPresent() ? "map" : "atomic");
    key.ifPresent(k -> schema.put("x-kubernetes-list-map-keys", List.of(k)));
  }

  /** An unbounded field makes the API server refuse rules over it, and etcd a resource of it. */
  private static void bounded(Map<String, Object> schema, String place) {
    String bound =
        schema.containsKey("additionalProperties")
            ? "maxProperties"
            : switch (String.valueOf(schema.get("type"))) {
              case "array" -> "maxItems";
              case "string" ->
                  schema.containsKey("enum") || schema.containsKey("format") ? "type" : "maxLength";
              default -> "";
            };
    if (!bound.isEmpty() && !schema.containsKey(bound)) {
      throw new IllegalStateException(place + " has no bound: annotate it with @Limits");
    }
  }

  private static Map<String, Object> text(String pattern, int most) {
    Map<String, Object> schema = typed("string");
    schema.put("pattern", pattern);
    schema.put("maxLength", most);
    return schema;
  }

  private static Map<String, Object> formatted(String type, String format) {
    Map<String, Object> schema = typed(type);
    schema.put("format", format);
    return schema;
  }

  static Map<String, Object> typed(String type) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", type);
    return schema;
  }
}
