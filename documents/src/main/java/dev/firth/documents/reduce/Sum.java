package dev.firth.documents.reduce;

import dev.firth.documents.json.Tape;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.reduce.Reducer.Reduction;
import java.math.BigDecimal;

/**
 * The exact sum of two numbers, in decimal and of any size, so that the order of additions never
 * shows. A string that is a JSON number counts as one, and makes the sum a string.
 */
final class Sum {
  private static final int MAX_DIGITS = 10_000;

  /** Characters of a number that is not looked at: reading it takes time of their square. */
  private static final int MAX_TEXT = 2 * MAX_DIGITS;

  private static final int MAX_ZEROS = 40;

  private Sum() {}

  static Outcome reduce(Reduction at, int l, int r) {
    Tape lhs = at.lhs();
    Tape rhs = at.rhs();
    boolean integers = l >= 0 && lhs.type(l) == Tape.INTEGER && rhs.type(r) == Tape.INTEGER;
    if (integers) {
      long a = lhs.longValue(l);
      long b = rhs.longValue(r);
      long sum = a + b;
      if (((a ^ sum) & (b ^ sum)) >= 0) {
        at.out().number(sum);
        return Outcome.REDUCED;
      }
    }
    BigDecimal right = number(at, rhs, r, r, "later");
    if (l < 0) {
      return at.copyRight(r);
    }
    BigDecimal left = number(at, lhs, l, r, "earlier");
    write(at, add(at, left, right, r), lhs.type(l) == Tape.STRING || rhs.type(r) == Tape.STRING);
    return Outcome.REDUCED;
  }

  private static BigDecimal add(Reduction at, BigDecimal left, BigDecimal right, int r) {
    if (left.signum() == 0 || right.signum() == 0) {
      // A zero such as 0e9999 would otherwise ask for as many digits.
      int scale = Math.clamp(Math.max(left.scale(), right.scale()), 0, MAX_ZEROS);
      BigDecimal other = left.signum() == 0 ? right : left;
      boolean small = Math.abs((long) other.scale()) <= MAX_DIGITS;
      return small && scale > 0 && other.scale() < scale ? other.setScale(scale) : other;
    }
    long whole =
        Math.max((long) left.precision() - left.scale(), (long) right.precision() - right.scale());
    long fraction = Math.max(left.scale(), right.scale());
    if (whole + fraction > MAX_DIGITS) {
      throw at.error(r, "the sum has more than %d digits".formatted(MAX_DIGITS));
    }
    return left.add(right);
  }

  private static BigDecimal number(Reduction at, Tape tape, int node, int r, String which) {
    int type = tape.type(node);
    if (type == Tape.NUMBER && tape.length(node) > MAX_TEXT) {
      throw at.error(r, "the %s value has more than %d characters".formatted(which, MAX_TEXT));
    }
    if (type == Tape.INTEGER || type == Tape.NUMBER) {
      return tape.decimalValue(node);
    }
    if (type == Tape.STRING && tape.length(node) <= MAX_DIGITS) {
      String text = tape.string(node);
      if (isNumber(text)) {
        return new BigDecimal(text);
      }
    }
    throw at.error(
        r,
        "sum needs numbers or strings that are numbers, but the %s value is %s"
            .formatted(
                which, type == Tape.STRING ? "a string of other text" : Words.of(tape, node)));
  }

  /** Whether the text is a JSON number whose exponent has at most nine digits. */
  private static boolean isNumber(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int whole = digits(text, at);
    boolean leadingZero = whole - at > 1 && text.charAt(at) == '0';
    if (whole == at || leadingZero) {
      return false;
    }
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      if (fraction == at + 1) {
        return false;
      }
      at = fraction;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
      int from = at + (signed ? 2 : 1);
      at = digits(text, from);
      if (at == from || at - from > 9) {
        return false;
      }
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static void write(Reduction at, BigDecimal sum, boolean quoted) {
    boolean plain = Math.abs((long) sum.scale()) <= MAX_DIGITS && sum.scale() >= -MAX_ZEROS;
    String text = plain ? sum.toPlainString() : sum.toString();
    if (quoted) {
      at.out().string(text);
    } else {
      at.out().raw(text);
    }
  }
}
