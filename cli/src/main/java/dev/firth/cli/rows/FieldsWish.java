package dev.firth.cli.rows;

import dev.firth.catalog.fields.Question.Depth;
import dev.firth.protocol.message.Constraint;
import dev.firth.specs.FieldSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a person wants of a binding's fields, and what is there: members of a row.
 *
 * @param json {@code {"recommended", "groupBy", "require", "exclude"}}, each of which may be left
 *     out
 */
record FieldsWish(JsonNode json) {
  FieldsWish {
    if (!json.isObject() && !json.isMissingNode()) {
      throw new RowException("\"fields\" must be an object");
    }
  }

  /** {@code true} is all, {@code false} is 0; texts are those of resources. One unless said. */
  Depth depth() {
    JsonNode wanted = json.path("recommended");
    if (wanted.isMissingNode() || wanted.isNull()) {
      return new Depth(1);
    }
    if (wanted.isBoolean()) {
      return wanted.booleanValue() ? Depth.ALL : new Depth(0);
    }
    String text = wanted.isString() ? wanted.stringValue() : wanted.toString();
    if (text.equals("All")) {
      return Depth.ALL;
    }
    if (!text.matches("0|[1-9][0-9]{0,8}")) {
      throw new RowException(
          "\"fields.recommended\" must be true, false, \"All\" or a depth such as 1");
    }
    return new Depth(Integer.parseInt(text));
  }

  /** The fields that identify a row: those of the key unless said. */
  List<String> groupBy(List<String> key) {
    List<String> named = names(json.path("groupBy"), "fields.groupBy");
    return named.isEmpty() ? key.stream().map(pointer -> pointer.substring(1)).toList() : named;
  }

  Map<String, JsonNode> require() {
    JsonNode wanted = json.path("require");
    if (!wanted.isObject() && !wanted.isMissingNode() && !wanted.isNull()) {
      throw new RowException("\"fields.require\" must be an object of configs by field");
    }
    var require = new LinkedHashMap<String, JsonNode>();
    wanted.properties().forEach(entry -> require.put(entry.getKey(), entry.getValue()));
    return require;
  }

  Set<String> exclude() {
    return new HashSet<>(names(json.path("exclude"), "fields.exclude"));
  }

  /** An array of strings; a missing one is empty. */
  static List<String> names(JsonNode list, String member) {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray() || !list.values().stream().allMatch(JsonNode::isString)) {
      throw new RowException("\"" + member + "\" must be an array of strings");
    }
    return list.values().stream().map(JsonNode::stringValue).toList();
  }

  /** What is stored now: {@code null}, or {@code {"keys", "values", "document"}}. */
  static Optional<FieldSelection> live(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return Optional.empty();
    }
    if (!json.isObject()) {
      throw new RowException("\"live\" must be null or an object");
    }
    JsonNode document = json.path("document");
    return Optional.of(
        new FieldSelection(
            names(json.path("keys"), "live.keys"),
            names(json.path("values"), "live.values"),
            Optional.of(document)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(name -> !name.isEmpty()),
            Map.of()));
  }

  /** What a destination says: {@code {field: [{"type", "reason", "foldedField"}]}}. */
  static Map<String, List<Constraint>> constraints(JsonNode json) {
    var byField = new HashMap<String, List<Constraint>>();
    for (var entry : json.properties()) {
      var several = new ArrayList<Constraint>();
      JsonNode list = entry.getValue();
      for (JsonNode one : list.isArray() ? list.values() : List.of(list)) {
        several.add(
            new Constraint(
                type(one.path("type"), entry.getKey()),
                one.path("reason").asString(""),
                one.path("foldedField").asString("")));
      }
      byField.put(entry.getKey(), List.copyOf(several));
    }
    return byField;
  }

  private static Constraint.Type type(JsonNode json, String field) {
    String name = json.isString() ? json.stringValue() : "";
    if (name.equals("UNSATISFIABLE")) {
      return Constraint.Type.INCOMPATIBLE;
    }
    return Arrays.stream(Constraint.Type.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RowException(
                    "the constraint of \"%s\" has no known type: expected one of %s"
                        .formatted(field, Arrays.toString(Constraint.Type.values()))));
  }
}
