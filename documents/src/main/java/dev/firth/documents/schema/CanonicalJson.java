package dev.firth.documents.schema;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One text for all ways to write the same JSON: members sorted by name, numbers without needless
 * digits.
 */
public final class CanonicalJson {
  private static final int LONG = 1_000;

  private CanonicalJson() {}

  /** The canonical text of the value at a node. */
  public static byte[] of(Tape tape, int node) {
    var out = new JsonBuffer();
    write(ExactJson.read(tape.bytes(), tape.start(node), tape.end(node) - tape.start(node)), out);
    return Arrays.copyOf(out.bytes(), out.size());
  }

  static void write(JsonNode node, JsonBuffer out) {
    if (node.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      char separator = '{';
      for (var entry : sorted.entrySet()) {
        out.put(separator).string(entry.getKey()).put(':');
        write(entry.getValue(), out);
        separator = ',';
      }
      out.raw(sorted.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      char separator = '[';
      for (JsonNode element : node.values()) {
        out.put(separator);
        write(element, out);
        separator = ',';
      }
      out.raw(node.isEmpty() ? "[]" : "]");
    } else if (node.isNumber()) {
      out.raw(number(node.decimalValue()));
    } else if (node.isString()) {
      out.string(node.asString());
    } else {
      out.raw(node.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String number(BigDecimal exact) {
    if (exact.precision() > LONG) {
      // Taking zeros off one by one takes time in proportion to the square of the digits.
      String digits = exact.unscaledValue().toString();
      int kept = digits.length();
      while (digits.charAt(kept - 1) == '0') {
        kept--;
      }
      return digits.substring(0, kept) + 'E' + ((long) digits.length() - kept - exact.scale());
    }
    BigDecimal bare = exact.stripTrailingZeros();
    return bare.scale() <= 0 && bare.scale() > -40 ? bare.toPlainString() : bare.toString();
  }

  /** 32 hex digits of the SHA-256 of what was written. */
  static String hash(JsonBuffer canonical) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(canonical.bytes(), 0, canonical.size());
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
