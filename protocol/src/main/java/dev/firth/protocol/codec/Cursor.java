package dev.firth.protocol.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Walks over the bytes of one line. Moves only when what it looks for is there. */
final class Cursor {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** The name of the member that stands first in every row. */
  static final byte[] BINDING = SpanRows.quoted("binding");

  byte[] bytes = new byte[0];
  int at;
  int end;

  void over(byte[] line, int start, int stop) {
    bytes = line;
    at = start;
    end = stop;
  }

  /** The next newline from {@code from} on, or {@code end}. */
  static int newline(byte[] bytes, int from, int end) {
    int i = from;
    for (; i + 8 <= end; i += 8) {
      long word = (long) LONG.get(bytes, i) ^ NEWLINES;
      long found = (word - ONES) & ~word & HIGHS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < end && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  private void blanks() {
    while (at < end && blank(bytes[at])) {
      at++;
    }
  }

  static boolean blank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  /**
   * Passes the member {@code binding}, which is first, and the comma after it.
   *
   * @return its number; 0 if there is none, -1 if it is malformed
   */
  int binding() {
    if (!member(BINDING)) {
      return 0;
    }
    int binding = digits();
    return binding < 0 || !skip(',') ? -1 : binding;
  }

  /** Passes one character and what is blank before it. */
  boolean skip(char c) {
    blanks();
    if (at < end && bytes[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  /** Passes a member's name, quoted in {@code name}, and its colon. */
  boolean member(byte[] name) {
    int before = at;
    blanks();
    if (at + name.length <= end) {
      for (int i = 0; i < name.length; i++) {
        if (bytes[at + i] != name[i]) {
          at = before;
          return false;
        }
      }
      at += name.length;
      if (skip(':')) {
        blanks();
        return true;
      }
    }
    at = before;
    return false;
  }

  /** Passes digits; their value, or -1 if there are none or too many. */
  int digits() {
    int start = at;
    int value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 9) {
      value = 10 * value + (bytes[at++] - '0');
    }
    return at == start ? -1 : value;
  }

  /** Passes {@code true} or {@code false}; 1, 0, or -1 for anything else. */
  int flag() {
    if (at + 4 <= end && bytes[at] == 't') {
      at += 4;
      return 1;
    }
    if (at + 5 <= end && bytes[at] == 'f') {
      at += 5;
      return 0;
    }
    return -1;
  }

  /** Passes an array or an object whose brackets match; false if they do not. */
  boolean container() {
    int depth = 0;
    for (int i = at; i < end; i++) {
      switch (bytes[i]) {
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            at = i + 1;
            return true;
          }
        }
        case '"' -> {
          i++;
          while (i < end && bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
          }
        }
        default -> {
          if (depth == 0) {
            return false;
          }
        }
      }
    }
    return false;
  }

  /**
   * Where a value that starts here ends if only {@code }}} follows it, or -1. Looks at the line's
   * end alone.
   *
   * @param last the value's own last character
   */
  int valueBeforeTwoBraces(char last) {
    int i = end;
    for (int braces = 0; braces < 2; braces++) {
      do {
        i--;
      } while (i > at && blank(bytes[i]));
      if (i <= at || bytes[i] != '}') {
        return -1;
      }
    }
    do {
      i--;
    } while (i > at && blank(bytes[i]));
    return i > at && bytes[i] == last ? i + 1 : -1;
  }
}
