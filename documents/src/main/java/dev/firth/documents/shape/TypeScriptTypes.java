package dev.firth.documents.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The TypeScript type of the values that a shape describes. */
public final class TypeScriptTypes {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final int DEPTH = 32;

  private TypeScriptTypes() {}

  /** One line of TypeScript, such as {@code { id: number; note?: null | string }}. */
  public static String of(Shape shape) {
    return of(shape, DEPTH);
  }

  private static String of(Shape shape, int depth) {
    Types types = shape.types();
    if (types.isEmpty()) {
      return "never";
    }
    Optional<String> literals = shape.enumeration().flatMap(TypeScriptTypes::literals);
    if (literals.isPresent()) {
      return literals.get();
    }
    if (types.is(Types.ANY.bits()) || depth == 0) {
      return "unknown";
    }
    var parts = new ArrayList<String>();
    for (String name : types.names()) {
      parts.add(
          switch (name) {
            case "integer", "number" -> "number";
            case "array" -> array(shape.array(), depth - 1);
            case "object" -> object(shape.object(), depth - 1);
            default -> name;
          });
    }
    return String.join(" | ", parts);
  }

  /** Values that are scalars are types by themselves. */
  private static Optional<String> literals(List<JsonNode> values) {
    return values.isEmpty() || values.stream().anyMatch(JsonNode::isContainer)
        ? Optional.empty()
        : Optional.of(values.stream().map(JsonNode::toString).collect(Collectors.joining(" | ")));
  }

  private static String array(ArrayShape array, int depth) {
    if (array.tuple().isEmpty()) {
      String item = of(array.additional().orElse(Shape.ANYTHING), depth);
      return (item.contains(" | ") ? "(" + item + ")" : item) + "[]";
    }
    var items = new ArrayList<String>();
    for (int i = 0; i < array.tuple().size(); i++) {
      String item = of(array.tuple().get(i), depth);
      boolean optional = i >= array.minItems();
      String whole = optional && item.contains(" | ") ? "(" + item + ")" : item;
      items.add(whole + (optional ? "?" : ""));
    }
    array
        .additional()
        .or(() -> Optional.of(Shape.ANYTHING))
        .filter(rest -> !rest.types().isEmpty())
        .ifPresent(rest -> items.add("...(" + of(rest, depth) + ")[]"));
    return "[" + String.join(", ", items) + "]";
  }

  /** An index signature must fit the named members too, so beside some it is {@code unknown}. */
  private static String object(ObjectShape object, int depth) {
    var members = new ArrayList<String>();
    object
        .properties()
        .forEach(
            (name, property) ->
                members.add(
                    quoted(name)
                        + (property.required() ? ": " : "?: ")
                        + of(property.shape(), depth)));
    Shape rest = object.additional().orElse(Shape.ANYTHING);
    boolean alone = members.isEmpty() && object.patterns().isEmpty();
    boolean open = object.additional().isPresent() || alone;
    boolean more = !rest.types().isEmpty() || !object.patterns().isEmpty();
    if (open && more) {
      members.add("[k: string]: " + (alone ? of(rest, depth) : "unknown"));
    }
    return members.isEmpty() ? "{}" : "{ " + String.join("; ", members) + " }";
  }

  private static String quoted(String name) {
    return IDENTIFIER.matcher(name).matches()
        ? name
        : JsonNodeFactory.instance.stringNode(name).toString();
  }
}
