package dev.firth.cli.console;

import dev.firth.cli.console.CliException.Exit;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 1h30m} (interface.md: {@code
 * ^([0-9]+(ms|s|m|h))+$}).
 */
public final class DurationText {
  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9}(ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h)");

  private DurationText() {}

  /** The duration of an option's text. */
  public static Duration parse(String option, String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new CliException(
          Exit.USAGE, option + " takes a duration such as 90s, 5m or 1h30m, not \"" + text + "\".");
    }
    var sum = Duration.ZERO;
    var parts = PART.matcher(text);
    while (parts.find()) {
      long amount = Long.parseLong(parts.group(1));
      sum =
          sum.plus(
              switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
              });
    }
    return sum;
  }
}
