package dev.firth.documents.json;

import java.util.Arrays;

/** UTF-8 by RFC 3629 and the escapes of JSON strings. */
final class Utf8 {
  private Utf8() {}

  /** The first byte in [from, to) that does not continue well-formed UTF-8, or -1. */
  static int malformed(byte[] b, int from, int to) {
    int i = from;
    while (i < to) {
      int c = b[i];
      if (c >= 0) {
        i++;
        continue;
      }
      int size = size(c & 0xff);
      if (size == 0 || i + size > to || !continues(b, i, size) || !inRange(b, i, size)) {
        return i;
      }
      i += size;
    }
    return -1;
  }

  private static int size(int lead) {
    if (lead >= 0xC2 && lead <= 0xDF) {
      return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
  }

  private static boolean continues(byte[] b, int i, int size) {
    for (int k = 1; k < size; k++) {
      if ((b[i + k] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Overlong forms, encoded surrogates and code points above U+10FFFF show in the second byte. */
  private static boolean inRange(byte[] b, int i, int size) {
    int second = b[i + 1] & 0xff;
    return switch (b[i] & 0xff) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> size >= 2;
    };
  }

  /** The value of four hex digits at i, or -1; reads no further than {@code end}. */
  static int hex4(byte[] b, int i, int end) {
    if (i + 4 > end) {
      return -1;
    }
    int value = 0;
    for (int k = i; k < i + 4; k++) {
      int c = b[k];
      int digit;
      if (c >= '0' && c <= '9') {
        digit = c - '0';
      } else {
        int lower = c | 0x20;
        if (lower < 'a' || lower > 'f') {
          return -1;
        }
        digit = lower - 'a' + 10;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /**
   * Decodes the text of a tokenized string into {@code out} at {@code at}; answers the bytes
   * written.
   */
  static int decode(byte[] b, int offset, int length, byte[] out, int at) {
    int o = at;
    int end = offset + length;
    for (int i = offset; i < end; ) {
      if (b[i] != '\\') {
        out[o++] = b[i++];
      } else if (b[i + 1] != 'u') {
        out[o++] = simple(b[i + 1]);
        i += 2;
      } else {
        int c = escaped(b, i, end);
        i += c >= 0x10000 ? 12 : 6;
        o = encode(c, out, o);
      }
    }
    return o - at;
  }

  /** Whether the text of a tokenized string decodes to exactly {@code expected}. */
  static boolean decodesTo(byte[] b, int offset, int length, byte[] expected) {
    return compare(b, offset, length, true, expected, 0, expected.length, false) == 0;
  }

  /**
   * Orders two strings by their decoded bytes, the shorter first; {@code escaped} says which have
   * escapes.
   */
  static int compare(
      byte[] a, int ao, int al, boolean aEscaped, byte[] b, int bo, int bl, boolean bEscaped) {
    if (!aEscaped && !bEscaped) {
      return Arrays.compareUnsigned(a, ao, ao + al, b, bo, bo + bl);
    }
    int aEnd = ao + al;
    int bEnd = bo + bl;
    int i = ao;
    int k = bo;
    while (i < aEnd && k < bEnd) {
      int x = codePoint(a, i, aEnd, aEscaped);
      int y = codePoint(b, k, bEnd, bEscaped);
      if (x != y) {
        return Integer.compare(x, y);
      }
      i += width(a, i, x, aEscaped);
      k += width(b, k, y, bEscaped);
    }
    return Integer.compare(aEnd - i, bEnd - k);
  }

  /**
   * The code point at i, whether written as UTF-8 or escaped. The order of code points is that of
   * UTF-8 bytes.
   */
  static int codePoint(byte[] b, int i, int end, boolean escapes) {
    int c = b[i];
    if (c >= 0) {
      if (c != '\\' || !escapes) {
        return c;
      }
      return b[i + 1] == 'u' ? escaped(b, i, end) : simple(b[i + 1]);
    }
    int second = b[i + 1] & 0x3F;
    if ((c & 0xE0) == 0xC0) {
      return (c & 0x1F) << 6 | second;
    }
    int third = b[i + 2] & 0x3F;
    return (c & 0xF0) == 0xE0
        ? (c & 0x0F) << 12 | second << 6 | third
        : (c & 0x07) << 18 | second << 12 | third << 6 | b[i + 3] & 0x3F;
  }

  /** The bytes that the code point {@code c} takes at i. */
  static int width(byte[] b, int i, int c, boolean escapes) {
    if (escapes && b[i] == '\\') {
      return b[i + 1] != 'u' ? 2 : c >= 0x10000 ? 12 : 6;
    }
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }

  /** The byte that a two-character escape stands for. */
  private static byte simple(byte c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  /** The code point of the \\u escape at i, of the pair of them for a surrogate pair. */
  private static int escaped(byte[] b, int i, int end) {
    int high = hex4(b, i + 2, end);
    return Character.isHighSurrogate((char) high)
        ? Character.toCodePoint((char) high, (char) hex4(b, i + 8, end))
        : high;
  }

  /** Writes a code point as UTF-8 and answers where it ends. */
  static int encode(int c, byte[] out, int at) {
    int o = at;
    if (c < 0x80) {
      out[o++] = (byte) c;
    } else if (c < 0x800) {
      out[o++] = (byte) (0xC0 | c >> 6);
      out[o++] = (byte) (0x80 | c & 0x3F);
    } else if (c < 0x10000) {
      out[o++] = (byte) (0xE0 | c >> 12);
      out[o++] = (byte) (0x80 | c >> 6 & 0x3F);
      out[o++] = (byte) (0x80 | c & 0x3F);
    } else {
      out[o++] = (byte) (0xF0 | c >> 18);
      out[o++] = (byte) (0x80 | c >> 12 & 0x3F);
      out[o++] = (byte) (0x80 | c >> 6 & 0x3F);
      out[o++] = (byte) (0x80 | c & 0x3F);
    }
    return o;
  }
}
