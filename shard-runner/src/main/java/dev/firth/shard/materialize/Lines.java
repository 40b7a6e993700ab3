package dev.firth.shard.materialize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the ends of lines, eight bytes at a time. */
final class Lines {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long NEWLINES = '\n' * ONES;

  private Lines() {}

  /** The first newline at or after {@code from}; {@code limit} if there is none before it. */
  static int end(byte[] bytes, int from, int limit) {
    int at = from;
    for (; at + Long.BYTES <= limit; at += Long.BYTES) {
      long differs = (long) LONG.get(bytes, at) ^ NEWLINES;
      long zeros = (differs - ONES) & ~differs & HIGHS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    while (at < limit && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
