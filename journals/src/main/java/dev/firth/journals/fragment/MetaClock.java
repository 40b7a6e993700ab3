package dev.firth.journals.fragment;

/** Finds {@code /_meta/clock} in a document without parsing the rest of it. */
public final class MetaClock {
  private static final byte[] META = {'_', 'm', 'e', 't', 'a'};
  private static final byte[] CLOCK = {'c', 'l', 'o', 'c', 'k'};
  private static final int LENGTH = 17;

  private MetaClock() {}

  /**
   * The clock as one number whose order is time's: milliseconds x 65536 + counter.
   *
   * @return -1 if the document, which must be well-formed JSON, has no clock there
   */
  public static long find(byte[] b, int offset, int length) {
    int end = offset + length;
    int meta = member(b, offset, end, META);
    int clock = meta < 0 ? -1 : member(b, meta, end, CLOCK);
    if (clock < 0 || b[clock] != '"' || clock + LENGTH + 1 >= end || b[clock + 13] != '-') {
      return -1;
    }
    long millis = hex(b, clock + 1, 12);
    long counter = hex(b, clock + 14, 4);
    return millis < 0 || counter < 0 ? -1 : millis << 16 | counter;
  }

  /** The same number of a clock's text. */
  public static long pack(String clock) {
    return Long.parseLong(clock, 0, 12, 16) << 16 | Long.parseLong(clock, 13, LENGTH, 16);
  }

  private static long hex(byte[] b, int from, int digits) {
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(b[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /**
   * Where the value of a member begins, in the object that begins at {@code from}; -1 if there is
   * none.
   */
  private static int member(byte[] b, int from, int end, byte[] name) {
    int i = space(b, from, end);
    if (i >= end || b[i] != '{') {
      return -1;
    }
    i = space(b, i + 1, end);
    while (i < end && b[i] == '"') {
      int key = i + 1;
      int close = string(b, key, end);
      int value = space(b, space(b, close + 1, end) + 1, end);
      if (close - key == name.length && matches(b, key, name)) {
        return value < end ? value : -1;
      }
      i = space(b, value(b, value, end), end);
      if (i < end && b[i] == ',') {
        i = space(b, i + 1, end);
      }
    }
    return -1;
  }

  private static boolean matches(byte[] b, int at, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (b[at + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int space(byte[] b, int from, int end) {
    int i = from;
    while (i < end && b[i] <= ' ') {
      i++;
    }
    return i;
  }

  /** The closing quote of a string whose text begins at {@code from}. */
  private static int string(byte[] b, int from, int end) {
    int i = from;
    while (i < end && b[i] != '"') {
      i += b[i] == '\\' ? 2 : 1;
    }
    return i;
  }

  /** Behind the value that begins at {@code from}. */
  private static int value(byte[] b, int from, int end) {
    int depth = 0;
    int i = from;
    while (i < end) {
      switch (b[i]) {
        case '"' -> {
          i = string(b, i + 1, end);
          if (depth == 0) {
            return i + 1;
          }
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return i;
          }
          if (--depth == 0) {
            return i + 1;
          }
        }
        case ',' -> {
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
      i++;
    }
    return i;
  }
}
