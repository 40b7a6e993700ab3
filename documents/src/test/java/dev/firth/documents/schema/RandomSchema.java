package dev.firth.documents.schema;

import dev.firth.documents.json.RandomJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Schemas of draft 2020-12 about the documents of {@link RandomJson}. */
final class RandomSchema {
  private static final String[] TYPES = {
    "null", "boolean", "integer", "number", "string", "array", "object"
  };
  private static final String[] PATTERNS = {
    "^a", "b$", "^[a-z]+$", "^x_", "^.$", "[0-9]", "^\\\\p{L}*$"
  };
  private static final String[] FORMATS = {"date", "date-time", "ipv4", "uuid", "email"};

  private final RandomJson json;
  private final Random random;

  RandomSchema(RandomJson json) {
    this.json = json;
    random = json.random();
  }

  /**
   * A whole schema with definitions d0 and d1, to which its parts may refer; d1 may be met below
   * itself.
   */
  String document() {
    Map<String, String> keywords = keywords(3, true);
    keywords.put(
        "$defs",
        "{\"d0\":"
            + schema(1, false)
            + ",\"d1\":{\"properties\":{\"a\":{\"$ref\":\"#/$defs/d1\"}},\"type\":"
            + type()
            + "}}");
    return object(keywords);
  }

  private String schema(int depth, boolean references) {
    if (random.nextInt(12) == 0) {
      return random.nextBoolean() ? "true" : "false";
    }
    return object(keywords(depth, references));
  }

  private static String object(Map<String, String> members) {
    var out = new StringBuilder("{");
    members.forEach(
        (name, value) ->
            out.append(out.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
    return out.append('}').toString();
  }

  private String type() {
    String one = "\"" + TYPES[random.nextInt(TYPES.length)] + "\"";
    return random.nextInt(3) == 0 ? "[\"object\",\"array\"]" : one;
  }

  private Map<String, String> keywords(int depth, boolean references) {
    Map<String, String> keywords = new LinkedHashMap<>();
    for (int n = 1 + random.nextInt(depth > 1 ? 4 : 2); n > 0; n--) {
      if (depth > 0 && random.nextInt(5) < 3) {
        applicator(keywords, depth - 1, references);
      } else {
        assertion(keywords);
      }
    }
    if (references && random.nextInt(8) == 0) {
      keywords.put("$ref", random.nextBoolean() ? "\"#/$defs/d0\"" : "\"#/$defs/d1\"");
    }
    return keywords;
  }

  private void assertion(Map<String, String> out) {
    int small = random.nextInt(4);
    switch (random.nextInt(18)) {
      case 0, 1 -> out.put("type", type());
      case 2 -> out.put("enum", "[" + json.scalar() + "," + json.value(1) + "]");
      case 3 -> out.put("const", json.value(1));
      case 4 -> out.put("minimum", number());
      case 5 -> out.put("maximum", number());
      case 6 -> out.put("exclusiveMinimum", number());
      case 7 -> out.put("exclusiveMaximum", number());
      case 8 -> out.put("multipleOf", random.nextBoolean() ? "0.5" : "3");
      case 9 -> out.put("minLength", "" + small);
      case 10 -> out.put("maxLength", "" + small);
      case 11 -> out.put("pattern", "\"" + PATTERNS[random.nextInt(PATTERNS.length)] + "\"");
      case 12 -> out.put("format", "\"" + FORMATS[random.nextInt(FORMATS.length)] + "\"");
      case 13 -> out.put(random.nextBoolean() ? "minItems" : "maxItems", "" + small);
      case 14 -> out.put(random.nextBoolean() ? "minProperties" : "maxProperties", "" + small);
      case 15 -> out.put("uniqueItems", "true");
      case 16 -> out.put("required", "[\"" + json.name() + "\"]");
      default ->
          out.put("dependentRequired", "{\"" + json.name() + "\":[\"" + json.name() + "\"]}");
    }
  }

  private String number() {
    String[] bounds = {"0", "1", "1.5", "-1", "10", "12345678901234567890", "0.1", "1e1"};
    return bounds[random.nextInt(bounds.length)];
  }

  private void applicator(Map<String, String> out, int depth, boolean references) {
    String one = schema(depth, references);
    String other = schema(depth, references);
    String both = "[" + one + "," + other + "]";
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> out.put("properties", named(one, other));
      case 3 ->
          out.put(
              "patternProperties",
              "{\"" + PATTERNS[random.nextInt(PATTERNS.length)] + "\":" + one + "}");
      case 4 -> out.put("additionalProperties", one);
      case 5 -> out.put("propertyNames", object(Map.of("maxLength", "1")));
      case 6 -> out.put("items", one);
      case 7 -> out.put("prefixItems", both);
      case 8 -> out.put("contains", one);
      case 9 -> {
        out.put("contains", one);
        out.put(random.nextBoolean() ? "minContains" : "maxContains", "" + random.nextInt(3));
      }
      case 10 -> out.put("allOf", both);
      case 11, 12 -> out.put("anyOf", both);
      case 13 -> out.put("oneOf", both);
      case 14 -> out.put("not", one);
      case 15 -> {
        out.put("if", one);
        out.put(random.nextBoolean() ? "then" : "else", other);
      }
      case 16 -> out.put("dependentSchemas", "{\"" + json.name() + "\":" + one + "}");
      case 17, 18 -> out.put("unevaluatedProperties", random.nextBoolean() ? "false" : one);
      default -> out.put("unevaluatedItems", random.nextBoolean() ? "false" : one);
    }
  }

  private String named(String one, String other) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put(json.name(), one);
    members.put(json.name(), other);
    return object(members);
  }
}
