package dev.firth.documents.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A number as its digits stand in its text: sign x 0.d1d2d3... x 10^magnitude, where neither the
 * first digit nor the last one is zero. Comparing and dividing take time in proportion to the text,
 * where a {@link BigDecimal} of a million digits takes half a minute to make.
 */
final class LongNumeral implements Comparable<LongNumeral> {
  /** Digits that are made an integer at once; of more, the time grows with the square. */
  private static final int AT_ONCE = 400;

  /** Digits that fit a long. */
  private static final int CHUNK = 18;

  private final byte[] text;
  private final int sign;
  private final int first;
  private final int end;
  private final long magnitude;

  private LongNumeral(byte[] text, int sign, int first, int end, long magnitude) {
    this.text = text;
    this.sign = sign;
    this.first = first;
    this.end = end;
    this.magnitude = magnitude;
  }

  /** The INTEGER or NUMBER at a node of a tape. */
  static LongNumeral of(Tape tape, int node) {
    byte[] b = tape.bytes();
    int from = tape.offset(node);
    int to = from + tape.length(node);
    int dot = -1;
    int first = -1;
    int last = -1;
    int at = from;
    for (; at < to && (b[at] | 0x20) != 'e'; at++) {
      if (b[at] == '.') {
        dot = at;
      } else if (b[at] >= '1' && b[at] <= '9') {
        first = first < 0 ? at : first;
        last = at;
      }
    }
    if (first < 0) {
      return new LongNumeral(b, 0, from, from, 0);
    }
    int point = dot < 0 ? at : dot;
    long magnitude = first < point ? point - first : point + 1 - first;
    int sign = b[from] == '-' ? -1 : 1;
    return new LongNumeral(b, sign, first, last + 1, magnitude + Decimals.exponent(b, at, to));
  }

  @Override
  public int compareTo(LongNumeral other) {
    if (sign != other.sign || sign == 0) {
      return Integer.compare(sign, other.sign);
    }
    int order = Long.compare(magnitude, other.magnitude);
    int i = first;
    int k = other.first;
    while (order == 0 && i < end && k < other.end) {
      i += text[i] == '.' ? 1 : 0;
      k += other.text[k] == '.' ? 1 : 0;
      order = Integer.compare(text[i++], other.text[k++]);
    }
    return sign * (order != 0 ? order : Boolean.compare(i < end, k < other.end));
  }

  /** Whether this is a whole number of times {@code divisor}, which is not zero. */
  boolean isMultipleOf(LongNumeral divisor) {
    if (sign == 0) {
      return true;
    }
    byte[] digits = digits();
    byte[] by = divisor.digits();
    long shift = magnitude - digits.length - (divisor.magnitude - by.length);
    if (shift < 0) {
      // Ten would divide the digits, but the last of them is not zero.
      return false;
    }
    BigInteger d = integer(by, 0, by.length);
    BigInteger rest = by.length > AT_ONCE ? integer(digits, 0, digits.length) : rest(digits, d);
    BigInteger power = BigInteger.TEN.modPow(BigInteger.valueOf(shift), d);
    return rest.multiply(power).mod(d).signum() == 0;
  }

  private static BigInteger rest(byte[] digits, BigInteger divisor) {
    BigInteger rest = BigInteger.ZERO;
    for (int at = 0; at < digits.length; at += CHUNK) {
      int to = Math.min(digits.length, at + CHUNK);
      BigInteger power = BigInteger.TEN.pow(to - at);
      rest = rest.multiply(power).add(integer(digits, at, to)).mod(divisor);
    }
    return rest;
  }

  private byte[] digits() {
    return digits(text, first, end);
  }

  private static byte[] digits(byte[] b, int from, int to) {
    byte[] digits = new byte[to - from];
    int n = 0;
    for (int i = from; i < to; i++) {
      if (b[i] != '.') {
        digits[n++] = b[i];
      }
    }
    return n == digits.length ? digits : Arrays.copyOf(digits, n);
  }

  private static BigInteger integer(byte[] digits, int from, int to) {
    if (to - from <= AT_ONCE) {
      return new BigInteger(new String(digits, from, to - from, StandardCharsets.US_ASCII));
    }
    int middle = (from + to) >>> 1;
    BigInteger power = BigInteger.TEN.pow(to - middle);
    return integer(digits, from, middle).multiply(power).add(integer(digits, middle, to));
  }

  /** The exact value of the text of a number, with its scale, as {@link BigDecimal} reads it. */
  static BigDecimal decimal(byte[] b, int from, int to) {
    if (to - from <= AT_ONCE) {
      return new BigDecimal(new String(b, from, to - from, StandardCharsets.ISO_8859_1));
    }
    int begin = b[from] == '-' ? from + 1 : from;
    int point = -1;
    int at = begin;
    for (; at < to && (b[at] | 0x20) != 'e'; at++) {
      point = b[at] == '.' ? at : point;
    }
    byte[] digits = digits(b, begin, at);
    int scale = (point < 0 ? 0 : at - point - 1) - Decimals.exponent(b, at, to);
    BigInteger unscaled = integer(digits, 0, digits.length);
    return new BigDecimal(begin == from ? unscaled : unscaled.negate(), scale);
  }

  /**
   * The value cut to so many digits, with a one for what was cut off: it stands to every number of
   * fewer digits as the value itself does.
   */
  BigDecimal cut(int most) {
    byte[] digits = digits();
    int kept = Math.min(digits.length, most);
    BigInteger unscaled = integer(digits, 0, kept);
    long scale = kept - magnitude;
    if (kept < digits.length) {
      unscaled = unscaled.multiply(BigInteger.TEN).add(BigInteger.ONE);
      scale++;
    }
    return new BigDecimal(sign < 0 ? unscaled.negate() : unscaled, Math.toIntExact(scale));
  }
}
