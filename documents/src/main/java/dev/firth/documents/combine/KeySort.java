package dev.firth.documents.combine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Sorts records by binding and packed key: by eight bytes at a time, in place (American flag sort
 * on the first byte that differs, insertion for few), going to the next eight only among equals.
 */
final class KeySort {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int FEW = 24;

  private final Records records;
  private final int[] order;
  private final long[] window;

  private KeySort(Records records, int[] order) {
    this.records = records;
    this.order = order;
    window = new long[order.length];
  }

  /** Sorts the addresses of key records in place. */
  static void sort(Records records, int[] order) {
    if (sorted(records, order)) {
      return;
    }
    var sort = new KeySort(records, order);
    for (int i = 0; i < order.length; i++) {
      sort.window[i] = records.binding(order[i]);
    }
    sort.range(0, order.length, -8);
  }

  /** Whether they are in order as they are: keys often come that way. */
  private static boolean sorted(Records records, int[] order) {
    for (int i = 1; i < order.length; i++) {
      int before = order[i - 1];
      int record = order[i];
      int bindings = Integer.compare(records.binding(before), records.binding(record));
      if (bindings > 0 || (bindings == 0 && compareKeys(records, before, record) > 0)) {
        return false;
      }
    }
    return true;
  }

  private static int compareKeys(Records records, int a, int b) {
    int aFrom = records.keyOffset(a);
    int bFrom = records.keyOffset(b);
    return Arrays.compareUnsigned(
        records.chunk(a),
        aFrom,
        aFrom + records.keyLength(a),
        records.chunk(b),
        bFrom,
        bFrom + records.keyLength(b));
  }

  /**
   * Sorts a range whose keys agree before {@code depth}, their windows being loaded. Goes on to
   * later bytes in a loop, and recurses only into parts of the range: keys may agree in as many
   * bytes as they like.
   */
  private void range(int from, int to, int depth) {
    int at = depth;
    long differing = differing(from, to);
    while (differing == 0) {
      at += 8;
      if (!load(from, to, at)) {
        return;
      }
      differing = differing(from, to);
    }
    if (to - from <= FEW) {
      insertion(from, to);
      ties(from, to, at);
      return;
    }
    int shift = 63 - Long.numberOfLeadingZeros(differing) & ~7;
    int[] ends = distribute(from, to, shift);
    int begin = from;
    for (int end : ends) {
      if (end - begin > 1) {
        range(begin, end, at);
      }
      begin = end;
    }
  }

  /** The bits in which the windows of a range are not all equal. */
  private long differing(int from, int to) {
    long differing = 0;
    for (int i = from + 1; i < to; i++) {
      differing |= window[i] ^ window[from];
    }
    return differing;
  }

  private int[] distribute(int from, int to, int shift) {
    int[] ends = new int[256];
    for (int i = from; i < to; i++) {
      ends[digit(window[i], shift)]++;
    }
    int[] next = new int[256];
    int at = from;
    for (int d = 0; d < 256; d++) {
      next[d] = at;
      at += ends[d];
      ends[d] = at;
    }
    for (int d = 0; d < 256; d++) {
      while (next[d] < ends[d]) {
        int home = digit(window[next[d]], shift);
        if (home == d) {
          next[d]++;
        } else {
          swap(next[d], next[home]++);
        }
      }
    }
    return ends;
  }

  private static int digit(long value, int shift) {
    return (int) (value >>> shift) & 0xff;
  }

  private void insertion(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long w = window[i];
      int record = order[i];
      int k = i;
      for (; k > from && Long.compareUnsigned(window[k - 1], w) > 0; k--) {
        window[k] = window[k - 1];
        order[k] = order[k - 1];
      }
      window[k] = w;
      order[k] = record;
    }
  }

  private void ties(int from, int to, int depth) {
    int begin = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || window[i] != window[begin]) {
        if (i - begin > 1) {
          range(begin, i, depth);
        }
        begin = i;
      }
    }
  }

  /**
   * Loads the windows at {@code depth}; false where no key goes so far. What follows the end of a
   * key that begins another one is never zero, which is what stands for nothing.
   */
  private boolean load(int from, int to, int depth) {
    boolean more = false;
    for (int i = from; i < to; i++) {
      window[i] = load(order[i], depth);
      more |= records.keyLength(order[i]) > depth;
    }
    return more;
  }

  private long load(int record, int depth) {
    byte[] chunk = records.chunk(record);
    int at = records.keyOffset(record) + depth;
    int left = records.keyLength(record) - depth;
    if (left >= 8) {
      return (long) BIG_ENDIAN.get(chunk, at);
    }
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (i < left ? chunk[at + i] & 0xff : 0);
    }
    return value;
  }

  private void swap(int i, int k) {
    long w = window[i];
    window[i] = window[k];
    window[k] = w;
    int record = order[i];
    order[i] = order[k];
    order[k] = record;
  }
}
