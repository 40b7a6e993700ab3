package dev.firth.documents.schema;

import com.networknt.schema.Error;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.pattern.UndecidedException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Errors of the reference validator in our words. */
final class Violations {
  private static final int SHOWN = 60;

  private Violations() {}

  /**
   * Violations, those outside of alternatives first: what a branch of anyOf wanted is rarely what
   * is wrong. Among these the deepest, from the branch that came furthest.
   */
  static List<Violation> of(List<Error> errors) {
    return errors.stream()
        .sorted(
            Comparator.comparingInt(Violations::alternatives).thenComparingInt(Violations::height))
        .map(Violations::of)
        .distinct()
        .toList();
  }

  /** A document in which a pattern was given up. */
  static Violation of(UndecidedException undecided, JsonNode document) {
    String at = locate(document, undecided.text());
    return new Violation(
        at == null ? "" : at,
        "pattern",
        "a string that its pattern can be decided on",
        "one where " + undecided.getMessage());
  }

  /** The pointer of the first string, or name of a member, that is this text; null: none is. */
  private static @Nullable String locate(JsonNode node, String text) {
    if (node.isString()) {
      return node.asString().equals(text) ? "" : null;
    }
    for (var member : node.properties()) {
      String name = "/" + Pointer.escape(member.getKey());
      String below = member.getKey().equals(text) ? "" : locate(member.getValue(), text);
      if (below != null) {
        return name + below;
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      String below = locate(node.get(i), text);
      if (below != null) {
        return "/" + i + below;
      }
    }
    return null;
  }

  private static int alternatives(Error error) {
    String path = error.getEvaluationPath() == null ? "" : error.getEvaluationPath().toString();
    return path.contains("/anyOf/") || path.contains("/oneOf/") ? 1 : 0;
  }

  private static int height(Error error) {
    return alternatives(error) == 0 ? 0 : -error.getInstanceLocation().getNameCount();
  }

  private static Violation of(Error error) {
    String pointer = error.getInstanceLocation().toString();
    String keyword = error.getKeyword() == null ? "false" : error.getKeyword();
    JsonNode wanted = error.getSchemaNode();
    JsonNode instance = error.getInstanceNode();
    Object[] arguments = error.getArguments();
    String property =
        keyword.equals("dependentRequired") && arguments != null && arguments.length > 0
            ? String.valueOf(arguments[0])
            : error.getProperty();
    if (property != null) {
      switch (keyword) {
        case "required", "dependentRequired" -> {
          return new Violation(
              pointer, keyword, "member \"" + property + "\"", "an object without it");
        }
        case "additionalProperties", "unevaluatedProperties" -> {
          JsonNode extra = instance == null ? null : instance.get(property);
          String found = extra == null ? "it" : describe(extra);
          return new Violation(
              pointer + "/" + Pointer.escape(property), keyword, "no such member", found);
        }
        default -> {}
      }
    }
    return new Violation(
        pointer,
        keyword,
        expected(keyword, wanted),
        instance == null ? "another" : describe(instance));
  }

  private static String expected(String keyword, @Nullable JsonNode wanted) {
    if (wanted == null) {
      return "what " + keyword + " says";
    }
    String value = wanted.isString() ? wanted.asString() : cut(wanted.toString());
    return switch (keyword) {
      case "type" -> list(wanted);
      case "enum" -> "one of " + list(wanted);
      case "const" -> cut(wanted.toString());
      case "minimum" -> "at least " + value;
      case "exclusiveMinimum" -> "more than " + value;
      case "maximum" -> "at most " + value;
      case "exclusiveMaximum" -> "less than " + value;
      case "multipleOf" -> "a multiple of " + value;
      case "minLength" -> "at least " + value + " characters";
      case "maxLength" -> "at most " + value + " characters";
      case "pattern" -> "a string that matches " + value;
      case "format" -> "a string of format " + value;
      case "minItems" -> "at least " + value + " items";
      case "maxItems" -> "at most " + value + " items";
      case "uniqueItems" -> "items that all differ";
      case "contains", "minContains", "maxContains" ->
          "another number of items that match contains";
      case "minProperties" -> "at least " + value + " members";
      case "maxProperties" -> "at most " + value + " members";
      case "propertyNames" -> "other names of members";
      case "not" -> "something that does not match " + value;
      case "oneOf" -> "to match exactly one of " + wanted.size() + " alternatives";
      case "anyOf" -> "to match one of " + wanted.size() + " alternatives";
      case "items", "unevaluatedItems" -> "no further item";
      case "dependencies", "dependentSchemas" -> "what " + keyword + " says";
      default -> value.equals("false") ? "nothing here" : "what " + keyword + " says: " + value;
    };
  }

  private static String list(JsonNode values) {
    if (!values.isArray()) {
      return values.asString();
    }
    return values.values().stream()
        .map(value -> value.isString() ? value.asString() : value.toString())
        .collect(Collectors.collectingAndThen(Collectors.joining(", "), Violations::cut));
  }

  /** A value for a person: its type, and itself unless it is long. */
  static String describe(JsonNode value) {
    if (value.isObject()) {
      return value.isEmpty() ? "an empty object" : "an object";
    }
    if (value.isArray()) {
      return value.isEmpty() ? "an empty array" : "an array of " + value.size();
    }
    if (value.isNull() || value.isBoolean()) {
      return value.toString();
    }
    if (value.isString()) {
      String text = value.asString();
      return text.codePointCount(0, text.length()) > SHOWN
          ? "a string of " + text.codePointCount(0, text.length()) + " characters"
          : "string " + value;
    }
    return "number " + cut(value.toString());
  }

  private static String cut(String text) {
    return text.length() <= SHOWN * 2 ? text : text.substring(0, SHOWN * 2) + "...";
  }
}
