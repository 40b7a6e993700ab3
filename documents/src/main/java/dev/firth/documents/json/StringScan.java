package dev.firth.documents.json;

/** Looks for where the printable ASCII of a string stops, eight bytes at a time. */
final class StringScan {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;
  private static final long SPACES = 0x2020202020202020L;

  private StringScan() {}

  /**
   * A word whose lowest set bit lies in the lowest byte of {@code word} that is a quote, a
   * backslash, a control character or beyond ASCII; 0 where none is.
   */
  static long stops(long word) {
    return ((word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES | word - SPACES | word) & HIGH;
  }

  /** The first such byte from {@code from} on, or the end of the array. */
  static int plain(byte[] b, int from) {
    int q = from;
    for (int last = b.length - Long.BYTES; q <= last; q += Long.BYTES) {
      long stops = stops((long) Hash.LONG.get(b, q));
      if (stops != 0) {
        return q + (Long.numberOfTrailingZeros(stops) >>> 3);
      }
    }
    while (q < b.length && b[q] >= ' ' && b[q] != '"' && b[q] != '\\') {
      q++;
    }
    return q;
  }
}
