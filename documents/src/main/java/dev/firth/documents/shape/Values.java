package dev.firth.documents.shape;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Types of given values, such as an enumeration's. */
final class Values {
  private Values() {}

  static int type(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> Types.NULL;
      case BOOLEAN -> Types.BOOLEAN;
      case NUMBER -> whole(value) ? Types.INTEGER : Types.FRACTIONAL;
      case STRING -> Types.STRING;
      case ARRAY -> Types.ARRAY;
      case OBJECT -> Types.OBJECT;
      default -> 0;
    };
  }

  private static boolean whole(JsonNode number) {
    return number.isIntegralNumber() || number.decimalValue().stripTrailingZeros().scale() <= 0;
  }

  static Types types(List<JsonNode> values) {
    return new Types(values.stream().mapToInt(Values::type).reduce(0, (a, b) -> a | b));
  }

  /** Values of both lists. */
  static List<JsonNode> common(List<JsonNode> a, List<JsonNode> b) {
    return a.stream().filter(value -> contains(b, value)).toList();
  }

  /** Values of either list. */
  static List<JsonNode> all(List<JsonNode> a, List<JsonNode> b) {
    return Stream.concat(a.stream(), b.stream().filter(value -> !contains(a, value))).toList();
  }

  static boolean contains(List<JsonNode> list, JsonNode value) {
    return list.stream().anyMatch(other -> other.equals(Values::compareScalars, value));
  }

  /** Numbers are equal by value: 1 and 1.0. */
  private static int compareScalars(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue());
    }
    return a.equals(b) ? 0 : 1;
  }
}
