package dev.firth.documents.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Words read from bytes, eight at a time: equality, and the hash of names made of them. */
final class Hash {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long K0 = 0x9E3779B97F4A7C15L;
  private static final long K1 = 0xC2B2AE3D27D4EB4FL;

  private Hash() {}

  /** 64 bits of {@code length} bytes; names that differ nearly always differ in it. */
  static long of(byte[] b, int offset, int length) {
    if (length <= 8) {
      return mix(word(b, offset, length) ^ K0, K1 ^ length);
    }
    int last = offset + length - 8;
    long h = K1 ^ length;
    for (int i = offset; i < last; i += 8) {
      h = mix((long) LONG.get(b, i) ^ K0, h);
    }
    return mix((long) LONG.get(b, last) ^ K0, h);
  }

  /** {@link #of} the first {@code length} bytes, at most seven, of a word read at once. */
  static long ofShort(long word, int length) {
    return mix(word & (1L << (length << 3)) - 1 ^ K0, K1 ^ length);
  }

  /** Whether the spans are equal, which are short as a rule: eight bytes at a time. */
  static boolean equal(byte[] a, int from, byte[] b, int at, int length) {
    int words = length - Long.BYTES;
    if (words < 0) {
      return equalBytes(a, from, b, at, length);
    }
    for (int i = 0; i < words; i += Long.BYTES) {
      if ((long) LONG.get(a, from + i) != (long) LONG.get(b, at + i)) {
        return false;
      }
    }
    return (long) LONG.get(a, from + words) == (long) LONG.get(b, at + words);
  }

  private static boolean equalBytes(byte[] a, int from, byte[] b, int at, int length) {
    int word = length - Integer.BYTES;
    if (word >= 0) {
      return (int) INT.get(a, from) == (int) INT.get(b, at)
          && (int) INT.get(a, from + word) == (int) INT.get(b, at + word);
    }
    for (int i = 0; i < length; i++) {
      if (a[from + i] != b[at + i]) {
        return false;
      }
    }
    return true;
  }

  /** Up to eight bytes as a little-endian word. */
  private static long word(byte[] b, int offset, int length) {
    if (length == 8) {
      return (long) LONG.get(b, offset);
    }
    if (offset + 8 <= b.length) {
      return (long) LONG.get(b, offset) & (1L << (length * 8)) - 1;
    }
    long w = 0;
    for (int i = 0; i < length; i++) {
      w |= (b[offset + i] & 0xffL) << (8 * i);
    }
    return w;
  }

  private static long mix(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b) ^ (a * b);
  }
}
