package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Matcher;

/**
 * A length of time as people write it: {@code 5m}, {@code 1h30m}, {@code 250ms}.
 *
 * @param text one or more of digits followed by {@code ms}, {@code s}, {@code m} or {@code h}
 */
public record Span(@JsonValue String text) {
  /** What a text has to match. */
  public static final String PATTERN = "^([0-9]+(ms|s|m|h))+$";

  private static final java.util.regex.Pattern WHOLE = java.util.regex.Pattern.compile(PATTERN);
  private static final java.util.regex.Pattern PART =
      java.util.regex.Pattern.compile("([0-9]{1,15})(ms|s|m|h)");

  /** Refuses a text that is no span, or is longer than 100 years. */
  @JsonCreator
  public Span {
    if (!isValid(text)) {
      throw new IllegalArgumentException("expected a duration such as 5m or 1h30m, got " + text);
    }
  }

  /** Whether a text is a span of at most 100 years. */
  public static boolean isValid(String text) {
    if (text.length() > 64 || !WHOLE.matcher(text).matches()) {
      return false;
    }
    try {
      return parse(text).compareTo(Duration.ofDays(36_525)) <= 0;
    } catch (ArithmeticException tooLong) {
      return false;
    }
  }

  /** The same as a duration. */
  public Duration toDuration() {
    return parse(text);
  }

  private static Duration parse(String text) {
    var sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    int end = 0;
    while (part.find()) {
      if (part.start() != end) {
        throw new ArithmeticException("a number of more than 15 digits");
      }
      end = part.end();
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
              });
    }
    return sum;
  }

  @Override
  public String toString() {
    return text;
  }
}
