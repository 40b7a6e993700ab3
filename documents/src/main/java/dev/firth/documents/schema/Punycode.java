package dev.firth.documents.schema;

import java.util.Optional;

/** What labels of ASCII stand for: RFC 3492. */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int FIRST = 0x80;

  private Punycode() {}

  /**
   * The characters of a label, or nothing if it is not the encoding of any beyond ASCII.
   *
   * @param encoded lower case letters, digits and hyphens, without "xn--"; at most 59 of them
   */
  static Optional<String> decode(String encoded) {
    int plain = encoded.lastIndexOf('-');
    var out = new StringBuilder(encoded.substring(0, Math.max(plain, 0)));
    int length = out.length();
    int character = FIRST;
    int bias = INITIAL_BIAS;
    long at = 0;
    int next = plain + 1;
    while (next < encoded.length()) {
      long before = at;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        int digit = next < encoded.length() ? digit(encoded.charAt(next++)) : BASE;
        at += digit * weight;
        if (digit == BASE || at > Integer.MAX_VALUE) {
          return Optional.empty();
        }
        int t = Math.clamp(k - bias, T_MIN, T_MAX);
        if (digit < t) {
          break;
        }
        weight *= BASE - t;
      }
      length++;
      bias = adapted(at - before, length, before == 0);
      character += (int) (at / length);
      if (!Character.isValidCodePoint(character)) {
        return Optional.empty();
      }
      int place = (int) (at % length);
      out.insert(out.offsetByCodePoints(0, place), Character.toString(character));
      at = place + 1;
    }
    return length > Math.max(plain, 0) ? Optional.of(out.toString()) : Optional.empty();
  }

  private static int digit(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    return c >= '0' && c <= '9' ? c - '0' + 26 : BASE;
  }

  private static int adapted(long delta, int length, boolean first) {
    long rest = delta / (first ? DAMP : 2);
    rest += rest / length;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return (int) (k + (BASE - T_MIN + 1) * rest / (rest + SKEW));
  }
}
