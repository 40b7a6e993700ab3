package dev.firth.documents.pattern;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A set of Unicode code points, as ascending ranges that neither overlap nor touch: low, high, low,
 * high, ...
 */
final class CodePoints {
  static final int MAX = 0x10FFFF;
  static final CodePoints ALL = new CodePoints(new int[] {0, MAX});
  static final CodePoints NONE = new CodePoints(new int[] {});
  static final CodePoints DIGITS = range('0', '9');
  static final CodePoints WORD = of("09AZ__az");

  /** White space and line terminators of ECMA-262, section 12.2 and 12.3. */
  static final CodePoints SPACE =
      of(
          "\t\r  \u00a0\u00a0\u1680\u1680\u2000\u200a\u2028\u2029\u202f\u202f\u205f\u205f\u3000\u3000\ufeff\ufeff");

  static final CodePoints LINE_ENDS = of("\n\n\r\r\u2028\u2029");

  private final int[] ranges;

  private CodePoints(int[] ranges) {
    this.ranges = ranges;
  }

  static CodePoints range(int low, int high) {
    return new CodePoints(new int[] {low, high});
  }

  static CodePoints one(int c) {
    return range(c, c);
  }

  private static CodePoints of(String bounds) {
    return new CodePoints(bounds.codePoints().toArray());
  }

  /** All code points that satisfy a predicate. */
  static CodePoints where(IntPredicate predicate) {
    int[] ranges = new int[64];
    int n = 0;
    for (int c = 0; c <= MAX; c++) {
      if (!predicate.test(c)) {
        continue;
      }
      int low = c;
      while (c < MAX && predicate.test(c + 1)) {
        c++;
      }
      if (n == ranges.length) {
        ranges = Arrays.copyOf(ranges, n * 2);
      }
      ranges[n++] = low;
      ranges[n++] = c;
    }
    return new CodePoints(Arrays.copyOf(ranges, n));
  }

  int[] ranges() {
    return ranges;
  }

  /** Whether exactly one code point is in the set. */
  boolean isSingle() {
    return ranges.length == 2 && ranges[0] == ranges[1];
  }

  boolean contains(int c) {
    int low = 0;
    int high = ranges.length / 2 - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      if (c < ranges[2 * mid]) {
        high = mid - 1;
      } else if (c > ranges[2 * mid + 1]) {
        low = mid + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  CodePoints union(CodePoints other) {
    int[] a = ranges;
    int[] b = other.ranges;
    int[] merged = new int[a.length + b.length];
    int n = 0;
    int i = 0;
    int k = 0;
    while (i < a.length || k < b.length) {
      boolean fromA = k >= b.length || (i < a.length && a[i] <= b[k]);
      int low = fromA ? a[i] : b[k];
      int high = fromA ? a[i + 1] : b[k + 1];
      if (fromA) {
        i += 2;
      } else {
        k += 2;
      }
      if (n > 0 && low <= merged[n - 1] + 1) {
        merged[n - 1] = Math.max(merged[n - 1], high);
      } else {
        merged[n++] = low;
        merged[n++] = high;
      }
    }
    return new CodePoints(Arrays.copyOf(merged, n));
  }

  CodePoints negate() {
    int[] rest = new int[ranges.length + 2];
    int n = 0;
    int next = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] > next) {
        rest[n++] = next;
        rest[n++] = ranges[i] - 1;
      }
      next = ranges[i + 1] + 1;
    }
    if (next <= MAX) {
      rest[n++] = next;
      rest[n++] = MAX;
    }
    return new CodePoints(Arrays.copyOf(rest, n));
  }
}
