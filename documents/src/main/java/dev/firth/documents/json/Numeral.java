package dev.firth.documents.json;

/** Reads one number of RFC 8259, section 6, and keeps what the tape holds of it. */
final class Numeral {
  private static final int MAX_EXPONENT = 999_999_999;

  private byte[] b = {};
  private int end;
  private int begin;
  private int type;
  private long payload;

  /** INTEGER or NUMBER. */
  int type() {
    return type;
  }

  /** The value of an INTEGER, the packed decimal of a NUMBER. */
  long payload() {
    return payload;
  }

  private JsonException fail(String problem, int at) {
    return new JsonException(problem, at - begin);
  }

  private String found(int at) {
    return JsonException.found(b, at, end);
  }

  /** Reads the number at {@code start} of a document in [begin, end) and answers where it ends. */
  int read(byte[] bytes, int start, int end, int begin) {
    byte[] b = bytes;
    this.b = bytes;
    this.end = end;
    this.begin = begin;
    int q = b[start] == '-' ? start + 1 : start;
    int first = q;
    long m = 0;
    int c;
    while (q < end && (c = b[q] - '0') >= 0 && c <= 9) {
      m = m * 10 + c;
      q++;
    }
    int digits = q - first;
    if (digits == 0) {
      throw fail("expected a digit, found " + found(q), q);
    }
    if (digits > 1 && b[first] == '0') {
      throw fail("a number begins with 0", first);
    }
    if (q < end && (b[q] == '.' || (b[q] | 0x20) == 'e')) {
      return fraction(start, q, m, digits);
    }
    boolean negative = first != start;
    long most = negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    boolean fits = digits < 19 || (digits == 19 && Long.compareUnsigned(m, most) <= 0);
    type = fits ? Tape.INTEGER : Tape.NUMBER;
    payload = fits ? (negative ? -m : m) : Decimals.TEXT;
    return q;
  }

  private int fraction(int start, int dot, long integer, int integerDigits) {
    byte[] b = this.b;
    int q = dot;
    long m = integer;
    int scale = 0;
    int c;
    if (b[q] == '.') {
      int first = ++q;
      while (q < end && (c = b[q] - '0') >= 0 && c <= 9) {
        m = m * 10 + c;
        q++;
      }
      scale = q - first;
      if (scale == 0) {
        throw fail("expected a digit after '.', found " + found(q), q);
      }
    }
    long exponent = 0;
    if (q < end && (b[q] | 0x20) == 'e') {
      q++;
      boolean negative = q < end && b[q] == '-';
      if (negative || (q < end && b[q] == '+')) {
        q++;
      }
      int first = q;
      while (q < end && (c = b[q] - '0') >= 0 && c <= 9) {
        exponent = Math.min(exponent * 10 + c, Integer.MAX_VALUE);
        q++;
      }
      if (q == first) {
        throw fail("expected a digit in the exponent, found " + found(q), q);
      }
      if (exponent > MAX_EXPONENT) {
        throw fail("an exponent has more than nine digits", first);
      }
      exponent = negative ? -exponent : exponent;
    }
    long mantissa = b[start] == '-' ? -m : m;
    type = Tape.NUMBER;
    payload =
        integerDigits + scale <= 18 ? Decimals.pack(mantissa, scale - exponent) : Decimals.TEXT;
    return q;
  }
}
