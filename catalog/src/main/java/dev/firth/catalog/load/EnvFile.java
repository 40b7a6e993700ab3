package dev.firth.catalog.load;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.crds.SecretValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code .env}: lines {@code SECRET.KEY=VALUE}, comments with {@code #}. */
final class EnvFile {
  private EnvFile() {}

  /** The values by {@code SECRET.KEY}; other lines are problems, which never show the line. */
  static Map<String, SecretValue> read(String file, String text, List<Problem> problems) {
    var values = new HashMap<String, SecretValue>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#")) {
        continue;
      }
      int equals = bare.indexOf('=');
      String name = equals < 0 ? "" : bare.substring(0, equals).strip();
      if (name.startsWith("export ")) {
        name = name.substring("export ".length()).strip();
      }
      if (name.isEmpty()) {
        problems.add(
            Problem.of(
                file,
                number,
                Reason.INVALID,
                "Expected SECRET.KEY=VALUE, such as shop-db.password=..., a comment or an empty"
                    + " line."));
        continue;
      }
      values.put(name, SecretValue.of(unquote(bare.substring(equals + 1).strip())));
    }
    return values;
  }

  private static String unquote(String value) {
    if (value.length() >= 2) {
      char first = value.charAt(0);
      if ((first == '"' || first == '\'') && value.charAt(value.length() - 1) == first) {
        return value.substring(1, value.length() - 1);
      }
    }
    return value;
  }
}
