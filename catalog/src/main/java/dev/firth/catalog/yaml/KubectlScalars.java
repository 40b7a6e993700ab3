package dev.firth.catalog.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a scalar without quotes is: YAML 1.1 as Go's yaml.v2 resolves it, which is what kubectl and
 * sigs.k8s.io/yaml use.
 */
final class KubectlScalars {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> TRUE = Set.of("y", "yes", "true", "on");
  private static final Set<String> FALSE = Set.of("n", "no", "false", "off");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> NOT_FINITE = Set.of(".inf", "+.inf", "-.inf", ".nan");
  private static final Pattern FLOAT =
      Pattern.compile("^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$");
  private static final Pattern INTEGER =
      Pattern.compile("^[-+]?(0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|0|[1-9][0-9]*)$");
  private static final BigInteger EXACT = BigInteger.TWO.pow(53);

  private KubectlScalars() {}

  static Value.Scalar nothing(int line) {
    return new Value.Scalar(line, "", true, JSON.nullNode());
  }

  /** Refuses, by IllegalArgumentException with a sentence, what JSON cannot say. */
  static Value.Scalar plain(int line, String text) {
    return new Value.Scalar(line, text, true, resolve(text));
  }

  static Value.Scalar tagged(int line, String text, Tag tag) {
    if (tag.equals(Tag.STR)) {
      return new Value.Scalar(line, text, false, JSON.stringNode(text));
    }
    if (tag.equals(Tag.INT)
        || tag.equals(Tag.FLOAT)
        || tag.equals(Tag.BOOL)
        || tag.equals(Tag.NULL)) {
      return new Value.Scalar(line, text, false, resolve(text));
    }
    if (tag.equals(Tag.BINARY)) {
      return new Value.Scalar(line, text, false, JSON.stringNode(text.replaceAll("\\s", "")));
    }
    throw new IllegalArgumentException(
        "A value that begins with ! is read as a tag; put it in quotes if it is a text.");
  }

  private static JsonNode resolve(String text) {
    if (NULL.contains(text)) {
      return JSON.nullNode();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (isOneCase(text)) {
      if (TRUE.contains(lower)) {
        return JSON.booleanNode(true);
      }
      if (FALSE.contains(lower)) {
        return JSON.booleanNode(false);
      }
      if (NOT_FINITE.contains(lower)) {
        throw new IllegalArgumentException(
            "\""
                + text
                + "\" is a number that JSON does not have; put it in quotes if it is a text.");
      }
    }
    String digits = text.replace("_", "");
    if (INTEGER.matcher(digits).matches()) {
      return integer(digits);
    }
    if (FLOAT.matcher(digits).matches()) {
      var number = new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
      return JSON.numberNode(number);
    }
    return JSON.stringNode(text);
  }

  /** {@code true}, {@code True} and {@code TRUE}, not {@code tRUE}. */
  private static boolean isOneCase(String text) {
    String rest = text.length() < 2 ? "" : text.substring(1);
    return text.equals(text.toLowerCase(Locale.ROOT))
        || text.equals(text.toUpperCase(Locale.ROOT))
        || rest.equals(rest.toLowerCase(Locale.ROOT));
  }

  private static JsonNode integer(String digits) {
    boolean negative = digits.startsWith("-");
    String bare = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    int radix = 10;
    if (bare.length() > 1 && bare.charAt(0) == '0') {
      radix =
          switch (Character.toLowerCase(bare.charAt(1))) {
            case 'x' -> 16;
            case 'b' -> 2;
            default -> 8;
          };
      boolean letter = Character.isLetter(bare.charAt(1));
      bare = bare.substring(letter ? 2 : 1);
    }
    var value = new BigInteger(bare, radix);
    return JSON.numberNode(negative ? value.negate() : value);
  }

  /**
   * Why a scalar's meaning hangs on who reads it, as the beginning of a sentence; empty when it
   * does not. Asked of free-form places, where no type decides.
   */
  static String doubt(Value.Scalar scalar) {
    JsonNode json = scalar.json();
    String text = scalar.text();
    if (json.isNumber()) {
      BigDecimal number = json.decimalValue();
      if (json.isBigInteger() || json.isIntegralNumber()) {
        if (json.bigIntegerValue().abs().compareTo(EXACT) > 0) {
          return "the integer " + text + " is above 2^53, and kubectl may round it";
        }
      } else if (new BigDecimal(number.doubleValue()).compareTo(number) != 0
          && number.precision() > 15) {
        return "the number " + text + " has more digits than kubectl keeps";
      }
    }
    if (!scalar.plain()) {
      return "";
    }
    if (json.isBoolean() && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      return text + " without quotes is read as " + json.booleanValue();
    }
    if (json.isNumber() && text.matches("[-+]?0[0-9_oObB].*")) {
      return text + " without quotes is read as the number " + json;
    }
    return json.isNumber() && text.indexOf('_') >= 0
        ? text + " without quotes is read as the number " + json
        : "";
  }
}
