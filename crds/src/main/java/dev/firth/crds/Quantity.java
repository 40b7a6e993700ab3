package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.regex.Matcher;

/**
 * A number of bytes as Kubernetes writes it: {@code 64Mi}, {@code 1G}, {@code 500000}.
 *
 * @param text digits and one of no suffix, {@code k M G T} (powers of 1000), {@code Ki Mi Gi Ti}
 *     (powers of 1024)
 */
public record Quantity(@JsonValue String text) {
  /** What a text has to match. */
  public static final String PATTERN = "^[0-9]{1,15}(k|M|G|T|Ki|Mi|Gi|Ti)?$";

  private static final java.util.regex.Pattern WHOLE =
      java.util.regex.Pattern.compile("^([0-9]{1,15})(k|M|G|T|Ki|Mi|Gi|Ti)?$");

  /** Refuses a text that is no quantity, or does not fit 63 bits. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Quantity {
    if (!isValid(text)) {
      throw new IllegalArgumentException("expected a quantity such as 64Mi, got " + text);
    }
  }

  /** A number of bytes without a suffix, as YAML reads it. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Quantity of(BigInteger bytes) {
    return new Quantity(bytes.toString());
  }

  /** Whether a text is a quantity that fits 63 bits. */
  public static boolean isValid(String text) {
    try {
      return parse(text) >= 0;
    } catch (ArithmeticException tooBig) {
      return false;
    }
  }

  /** The same in bytes. */
  public long bytes() {
    return parse(text);
  }

  private static long parse(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      return -1;
    }
    String suffix = whole.group(2);
    long unit =
        switch (suffix == null ? "" : suffix) {
          case "" -> 1;
          case "k" -> 1_000L;
          case "M" -> 1_000_000L;
          case "G" -> 1_000_000_000L;
          case "T" -> 1_000_000_000_000L;
          case "Ki" -> 1L << 10;
          case "Mi" -> 1L << 20;
          case "Gi" -> 1L << 30;
          default -> 1L << 40;
        };
    return Math.multiplyExact(Long.parseLong(whole.group(1)), unit);
  }

  @Override
  public String toString() {
    return text;
  }
}
