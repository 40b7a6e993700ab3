package dev.firth.documents.json;

/**
 * Finds where an object or array ends that is known to be JSON, without reading what is in it:
 * brackets outside of strings are counted, eight bytes at a time. What is true of a byte is the
 * lowest bit of it in a word.
 */
final class BracketScan {
  private static final long ONES = 0x0101010101010101L;
  private static final long LOW = 0x7f7f7f7f7f7f7f7fL;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  /** With these bits set, brackets of both kinds are braces. */
  private static final long SPACES = ONES * ' ';

  private static final long OPENING = ONES * '{';
  private static final long CLOSING = ONES * '}';

  private BracketScan() {}

  /** One past the closing bracket of the object or array at {@code from}. */
  static int after(byte[] b, int from) {
    int depth = 1;
    long inString = 0;
    int q = from + 1;
    int last = b.length - Long.BYTES;
    while (depth > 0) {
      long word = q <= last ? (long) Hash.LONG.get(b, q) : BACKSLASHES;
      if (bytes(word, BACKSLASHES) != 0) {
        int c = b[q];
        boolean outside = inString == 0;
        inString ^= c == '"' ? ONES : 0;
        depth += outside ? change(c) : 0;
        q += c == '\\' ? 2 : 1;
        continue;
      }
      long inside = bytes(word, QUOTES) * ONES & ONES ^ inString;
      long opening = bytes(word | SPACES, OPENING) & ~inside;
      long closing = bytes(word | SPACES, CLOSING) & ~inside;
      int closed = Long.bitCount(closing);
      if (closed >= depth) {
        int end = end(depth, opening, closing);
        if (end > 0) {
          return q + end;
        }
      }
      depth += Long.bitCount(opening) - closed;
      inString = (inside >>> 56) * ONES;
      q += Long.BYTES;
    }
    return q;
  }

  private static int change(int c) {
    return switch (c) {
      case '{', '[' -> 1;
      case '}', ']' -> -1;
      default -> 0;
    };
  }

  /** Bytes up to the bracket that closes the last of {@code depth}, or 0 where none does. */
  private static int end(int depth, long opening, long closing) {
    int open = depth;
    for (long left = opening | closing; left != 0; left &= left - 1) {
      open += (opening & left & -left) != 0 ? 1 : -1;
      if (open == 0) {
        return (Long.numberOfTrailingZeros(left) >>> 3) + 1;
      }
    }
    return 0;
  }

  /** Which bytes of a word are that of {@code all}. */
  private static long bytes(long word, long all) {
    long differing = word ^ all;
    return ~((differing & LOW) + LOW | differing) >>> 7 & ONES;
  }
}
