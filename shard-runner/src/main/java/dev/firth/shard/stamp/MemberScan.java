package dev.firth.shard.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks the members of one object of a document that is known to be valid JSON, byte by byte and
 * without a tape. {@link #next} moves to a member; the fields then say where it lies.
 */
final class MemberScan {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long QUOTES = '"' * ONES;
  private static final long SLASHES = '\\' * ONES;

  private byte[] bytes = {};
  private int at;

  /** Offset of the quote before the member's name. */
  int nameStart;

  /** First byte of the name's text, and one past it. */
  int textStart;

  int textEnd;

  /** Whether the name is written with escapes. */
  boolean escaped;

  /** First byte of the value, and one past it. */
  int valueStart;

  int valueEnd;

  /** Begins with the object whose brace is at {@code brace}. */
  void object(byte[] document, int brace) {
    bytes = document;
    at = brace + 1;
  }

  /** Moves to the next member; false after the last one. */
  boolean next() {
    at = blank(at);
    if (bytes[at] == ',') {
      at = blank(at + 1);
    }
    if (bytes[at] == '}') {
      return false;
    }
    nameStart = at;
    textStart = at + 1;
    at = string(at);
    textEnd = at - 1;
    at = blank(at);
    valueStart = blank(at + 1);
    valueEnd = value(valueStart);
    at = valueEnd;
    return true;
  }

  /** One past the closing brace, after {@link #next} has said false. */
  int end() {
    return at + 1;
  }

  /** Whether the name is this ASCII text. */
  boolean named(byte[] name) {
    if (escaped) {
      return named(unescaped(), name);
    }
    if (textEnd - textStart != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (bytes[textStart + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean named(String text, byte[] name) {
    if (text.length() != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (text.charAt(i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** The name with its four-digit escapes resolved; the others cannot stand for letters. */
  private String unescaped() {
    var text = new StringBuilder();
    for (int i = textStart; i < textEnd; i++) {
      if (bytes[i] == '\\' && bytes[i + 1] == 'u') {
        text.append((char) Integer.parseInt(new String(bytes, i + 2, 4, US_ASCII), 16));
        i += 5;
      } else {
        text.append((char) (bytes[i] & 0xff));
      }
    }
    return text.toString();
  }

  private int blank(int from) {
    int i = from;
    while (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\t' || bytes[i] == '\r') {
      i++;
    }
    return i;
  }

  /** One past the closing quote of the string that opens at {@code quote}. */
  private int string(int quote) {
    byte[] b = bytes;
    int i = quote + 1;
    boolean escapes = false;
    for (i = plain(b, i); b[i] != '"'; i = plain(b, i)) {
      escapes |= b[i] == '\\';
      i += b[i] == '\\' ? 2 : 1;
    }
    escaped = escapes;
    return i + 1;
  }

  /** Skips what is neither quote nor backslash, eight bytes at a time; stops near the next one. */
  private static int plain(byte[] b, int from) {
    int i = from;
    while (i + Long.BYTES <= b.length) {
      long word = (long) LONG.get(b, i);
      long quotes = word ^ QUOTES;
      long slashes = word ^ SLASHES;
      long found = ((quotes - ONES) & ~quotes | (slashes - ONES) & ~slashes) & HIGHS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += Long.BYTES;
    }
    return i;
  }

  private int value(int from) {
    return switch (bytes[from]) {
      case '"' -> valueString(from);
      case '{', '[' -> container(from);
      default -> scalar(from);
    };
  }

  private int valueString(int quote) {
    boolean named = escaped;
    int end = string(quote);
    escaped = named;
    return end;
  }

  private int scalar(int from) {
    byte[] b = bytes;
    int i = from;
    while (b[i] > ' ' && b[i] != ',' && b[i] != '}' && b[i] != ']') {
      i++;
    }
    return i;
  }

  private int container(int from) {
    byte[] b = bytes;
    int depth = 0;
    int i = from;
    while (true) {
      switch (b[i]) {
        case '"' -> {
          for (i = plain(b, i + 1); b[i] != '"'; i = plain(b, i)) {
            i += b[i] == '\\' ? 2 : 1;
          }
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            return i + 1;
          }
        }
        default -> {}
      }
      i++;
    }
  }
}
