package dev.firth.documents.json;

import java.nio.charset.StandardCharsets;

/**
 * Decimal numbers in one word: a mantissa of 56 bits and a scale of 8, value = mantissa / 10^scale.
 * Numbers that do not fit are {@link #TEXT} and read from their text. Comparisons are exact in
 * either form.
 */
public final class Decimals {
  /** Marks a number that only its text holds. */
  static final long TEXT = 0x80L;

  private static final long LIMIT = 1L << 55;
  private static final double[] TENS = new double[23];
  private static final long[] LONG_TENS = new long[19];

  static {
    long ten = 1;
    for (int i = 0; i < LONG_TENS.length; i++) {
      LONG_TENS[i] = ten;
      ten *= 10;
    }
    for (int i = 0; i < TENS.length; i++) {
      TENS[i] = Double.parseDouble("1e" + i);
    }
  }

  private Decimals() {}

  /** The packed form, or {@link #TEXT}. */
  static long pack(long mantissa, long scale) {
    if (mantissa <= -LIMIT || mantissa >= LIMIT || scale < -127 || scale > 127) {
      return TEXT;
    }
    return mantissa << 8 | (scale & 0xff);
  }

  static boolean isPacked(long packed) {
    return (packed & 0xff) != TEXT;
  }

  static long mantissa(long packed) {
    return packed >> 8;
  }

  static int scale(long packed) {
    return (byte) packed;
  }

  static double toDouble(long packed, byte[] bytes, int offset, int length) {
    if (isPacked(packed)) {
      long m = mantissa(packed);
      int scale = scale(packed);
      if (m == 0) {
        return bytes[offset] == '-' ? -0.0 : 0.0;
      }
      if (Math.abs(m) <= 1L << 53 && Math.abs(scale) <= 22) {
        return scale >= 0 ? m / TENS[scale] : m * TENS[-scale];
      }
    }
    return Double.parseDouble(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }

  static boolean integral(long packed, byte[] bytes, int offset, int length) {
    if (isPacked(packed)) {
      long m = mantissa(packed);
      int scale = scale(packed);
      return scale <= 0 || m == 0 || (scale < LONG_TENS.length && m % LONG_TENS[scale] == 0);
    }
    return integral(bytes, offset, offset + length);
  }

  /** By the place of the last digit that is not zero: the text may have millions of digits. */
  private static boolean integral(byte[] b, int from, int to) {
    int dot = -1;
    int end = from;
    int last = -1;
    for (; end < to && (b[end] | 0x20) != 'e'; end++) {
      if (b[end] == '.') {
        dot = end;
      } else if (b[end] >= '1' && b[end] <= '9') {
        last = end;
      }
    }
    int point = dot < 0 ? end : dot;
    int place = last < point ? point - 1 - last : point - last;
    return last < 0 || (long) place + exponent(b, end, to) >= 0;
  }

  /** What follows the e at {@code from}, which is at most nine digits; 0 where there is none. */
  static int exponent(byte[] b, int from, int to) {
    int at = from + 1;
    boolean negative = at < to && b[at] == '-';
    int value = 0;
    for (int i = at; i < to; i++) {
      value = b[i] >= '0' ? value * 10 + b[i] - '0' : value;
    }
    return negative ? -value : value;
  }

  /**
   * Compares two numbers of tapes by mathematical value; allocates only where one does not fit a
   * word.
   */
  static int compare(Tape a, int na, Tape b, int nb) {
    boolean ia = a.type(na) == Tape.INTEGER;
    boolean ib = b.type(nb) == Tape.INTEGER;
    long pa = a.payload(na);
    long pb = b.payload(nb);
    if (ia && ib) {
      return Long.compare(pa, pb);
    }
    if ((ia || isPacked(pa)) && (ib || isPacked(pb))) {
      long ma = ia ? pa : mantissa(pa);
      long mb = ib ? pb : mantissa(pb);
      int sa = ia ? 0 : scale(pa);
      int sb = ib ? 0 : scale(pb);
      return compare(ma, sa, mb, sb);
    }
    return LongNumeral.of(a, na).compareTo(LongNumeral.of(b, nb));
  }

  /** Compares ma / 10^sa with mb / 10^sb exactly. */
  static int compare(long ma, int sa, long mb, int sb) {
    int signs = Integer.compare(Long.signum(ma), Long.signum(mb));
    if (signs != 0 || ma == 0) {
      return signs;
    }
    int shift = sb - sa;
    if (shift == 0) {
      return Long.compare(ma, mb);
    }
    if (shift < 0) {
      return -compareShifted(mb, -shift, ma);
    }
    return compareShifted(ma, shift, mb);
  }

  /** Compares a * 10^shift with b, both of one sign and neither zero. */
  private static int compareShifted(long a, int shift, long b) {
    if (shift < LONG_TENS.length) {
      long high = Math.multiplyHigh(a, LONG_TENS[shift]);
      long low = a * LONG_TENS[shift];
      if (high == low >> 63) {
        return Long.compare(low, b);
      }
    }
    return a < 0 ? -1 : 1;
  }

  /**
   * Whether one number of a tape is a multiple of another, exactly; powers of ten are never written
   * out.
   *
   * @param divisor a tape whose value at {@code nd} is a positive number
   */
  public static boolean divides(Tape divisor, int nd, Tape value, int nv) {
    boolean id = divisor.type(nd) == Tape.INTEGER;
    boolean iv = value.type(nv) == Tape.INTEGER;
    long pd = divisor.payload(nd);
    long pv = value.payload(nv);
    if ((id || isPacked(pd)) && (iv || isPacked(pv))) {
      long d = id ? pd : mantissa(pd);
      long v = iv ? pv : mantissa(pv);
      int shift = (id ? 0 : scale(pd)) - (iv ? 0 : scale(pv));
      long ten = Math.abs(shift) < LONG_TENS.length ? LONG_TENS[Math.abs(shift)] : 0;
      long scaled = shift >= 0 ? v : d;
      if (ten != 0 && Math.multiplyHigh(scaled, ten) == scaled * ten >> 63) {
        return shift >= 0 ? v * ten % d == 0 : v % (d * ten) == 0;
      }
    }
    return LongNumeral.of(value, nv).isMultipleOf(LongNumeral.of(divisor, nd));
  }
}
