package dev.firth.shard.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.firth.documents.json.JsonBuffer;
import java.time.LocalDate;

/**
 * Writes {@code flow_published_at}: RFC 3339, UTC, microseconds. Keeps the text of the last day and
 * so formats a date once, not once a row. One of them serves one thread.
 */
public final class PublishedAt {
  private static final long TICKS_PER_MICRO = 10;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SECONDS_PER_DAY = 86_400;

  private final byte[] text = "\"0000-00-00T00:00:00.000000Z\"".getBytes(US_ASCII);
  private long day = Long.MIN_VALUE;

  /**
   * Appends a JSON string.
   *
   * @param ticks of 100 ns since 1970
   */
  public void write(long ticks, JsonBuffer out) {
    long micros = Math.floorDiv(ticks, TICKS_PER_MICRO);
    long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
    long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
    if (days != day) {
      byte[] date = LocalDate.ofEpochDay(days).toString().getBytes(US_ASCII);
      System.arraycopy(date, 0, text, 1, date.length);
      day = days;
    }
    int second = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
    digits(second / 3600, 2, 12);
    digits(second / 60 % 60, 2, 15);
    digits(second % 60, 2, 18);
    digits((int) Math.floorMod(micros, MICROS_PER_SECOND), 6, 21);
    out.raw(text, 0, text.length);
  }

  private void digits(int value, int count, int at) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
