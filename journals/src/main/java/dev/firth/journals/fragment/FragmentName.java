package dev.firth.journals.fragment;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a fragment below its lane: {@code
 * utc_date=2026-11-23/utc_hour=12/<begin>-<end>.<firstClock>-<lastClock>.ndjson.gz}.
 *
 * @param begin offset in the lane, in bytes of uncompressed NDJSON
 * @param end exclusive
 * @param firstClock clock of its first transaction, as text (whose order is time's)
 * @param lastClock clock of its last transaction
 */
public record FragmentName(
    long begin, long end, String firstClock, String lastClock, FragmentCodec codec) {
  private static final String CLOCK = "([0-9a-f]{12}-[0-9a-f]{4})";
  private static final Pattern FILE =
      Pattern.compile(
          "([0-9a-f]{16})-([0-9a-f]{16})\\." + CLOCK + '-' + CLOCK + "\\.ndjson(?:\\.gz|\\.zst)?");

  /** The path below the lane. All documents are of the hour of the first clock. */
  public String path() {
    long millis = Long.parseLong(firstClock, 0, 12, 16);
    return hour(millis)
        + "%016x-%016x.%s-%s.%s".formatted(begin, end, firstClock, lastClock, codec.extension());
  }

  /** The folder of an hour, {@code utc_date=.../utc_hour=../}. */
  public static String hour(long millis) {
    ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    return "utc_date=%04d-%02d-%02d/utc_hour=%02d/"
        .formatted(at.getYear(), at.getMonthValue(), at.getDayOfMonth(), at.getHour());
  }

  /** Reads the last component of a key; empty if it is no fragment's. */
  public static Optional<FragmentName> parse(String key) {
    Matcher m = FILE.matcher(key.substring(key.lastIndexOf('/') + 1));
    return m.matches()
        ? Optional.of(
            new FragmentName(
                Long.parseUnsignedLong(m.group(1), 16),
                Long.parseUnsignedLong(m.group(2), 16),
                m.group(3),
                m.group(4),
                FragmentCodec.ofName(key)))
        : Optional.empty();
  }
}
