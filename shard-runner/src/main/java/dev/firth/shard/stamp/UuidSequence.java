package dev.firth.shard.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The version-1 UUIDs (RFC 9562 section 5.1) of one transaction's documents: the first carries the
 * transaction's time, each further one 100 ns more. The node is the shard's, with the multicast bit
 * set, as the RFC asks of nodes that are no network address.
 */
public final class UuidSequence {
  /** Bytes of a UUID's text. */
  public static final int LENGTH = 36;

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  /** Ticks of 100 ns from 1582-10-15, where version 1 counts from, to 1970-01-01. */
  private static final long GREGORIAN = 0x01B21DD213814000L;

  private static final long TICKS_PER_MILLI = 10_000;

  private final byte[] tail = new byte[18];
  private long ticks;

  /**
   * A sequence for one transaction.
   *
   * @param millis of the transaction's clock
   * @param counter of the transaction's clock, in ticks of 100 ns
   * @param node any 62 random bits, the same for all transactions of a shard's life
   */
  public UuidSequence(long millis, int counter, long node) {
    ticks = millis * TICKS_PER_MILLI + counter + GREGORIAN;
    long variant = 0x8000_0000_0000_0000L | (node & 0x3fff_ffff_ffff_ffffL) | 0x0100_0000_0000L;
    tail[0] = '-';
    hex(variant >>> 48, 4, tail, 1);
    tail[5] = '-';
    hex(variant, 12, tail, 6);
  }

  /** Writes the next UUID's 36 characters. */
  public void next(byte[] out, int at) {
    long t = ticks++;
    hex(t, 8, out, at);
    out[at + 8] = '-';
    hex(t >>> 32, 4, out, at + 9);
    out[at + 13] = '-';
    hex(0x1000 | (t >>> 48), 4, out, at + 14);
    System.arraycopy(tail, 0, out, at + 18, tail.length);
  }

  /**
   * The publication time in a UUID that this class wrote.
   *
   * @return 100 ns ticks since 1970, or -1 if the text is no version-1 UUID
   */
  public static long ticks(byte[] text, int at, int length) {
    if (length != LENGTH || text[at + 14] != '1') {
      return -1;
    }
    long low = parse(text, at, 8);
    long mid = parse(text, at + 9, 4);
    long high = parse(text, at + 15, 3);
    return (low | mid | high) < 0 ? -1 : (high << 48 | mid << 32 | low) - GREGORIAN;
  }

  private static long parse(byte[] text, int at, int digits) {
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static void hex(long value, int digits, byte[] out, int at) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      out[i] = HEX[(int) (rest & 15)];
      rest >>>= 4;
    }
  }
}
