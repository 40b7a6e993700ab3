package dev.firth.documents.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Documents drawn from so few names and values that schemas and documents meet. */
public final class RandomJson {
  private static final String[] NAMES = {"a", "b", "c", "ab", "é", "x_1"};
  private static final String[] SCALARS = {
    "null",
    "true",
    "false",
    "0",
    "1",
    "2",
    "-1",
    "1.0",
    "1.5",
    "0.1",
    "3",
    "10",
    "1e1",
    "2.50",
    "-0.0",
    "12345678901234567890",
    "123456789.123456789",
    "\"\"",
    "\"a\"",
    "\"b\"",
    "\"ab\"",
    "\"é\"",
    "\"😀\"",
    "\"\\u0061\"",
    "\"\\n\"",
    "\"2026-01-31\"",
    "\"2026-02-30T10:00:00Z\"",
    "\"12\"",
    "\"A1\"",
    "[]",
    "{}"
  };

  private final Random random;

  public RandomJson(Random random) {
    this.random = random;
  }

  public Random random() {
    return random;
  }

  public String name() {
    return NAMES[random.nextInt(NAMES.length)];
  }

  public String scalar() {
    return SCALARS[random.nextInt(SCALARS.length)];
  }

  /** JSON with no more than {@code depth} containers around any scalar. */
  public String value(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 1 -> array(depth);
      case 2, 3 -> object(depth);
      default -> scalar();
    };
  }

  private String array(int depth) {
    var out = new StringBuilder("[");
    int n = random.nextInt(4);
    for (int i = 0; i < n; i++) {
      out.append(i == 0 ? "" : ",").append(value(depth - 1));
    }
    return out.append(']').toString();
  }

  private String object(int depth) {
    Map<String, String> members = new LinkedHashMap<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      members.put(name(), value(depth - 1));
    }
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
}
