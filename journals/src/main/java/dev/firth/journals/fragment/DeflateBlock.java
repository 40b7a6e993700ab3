package dev.firth.journals.fragment;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One block of a Deflate stream (RFC 1951, 3.2.7): literals and matches, then its codes and bits.
 */
final class DeflateBlock {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int END = 256;
  private static final int LITERALS = 286;
  private static final int DISTANCES = 30;
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  /** Symbol and extra bits of each match length from 3 to 258. */
  private static final int[] LENGTH_SYMBOL = new int[259];

  private static final int[] LENGTH_BASE = new int[LITERALS];
  private static final int[] LENGTH_EXTRA = new int[LITERALS];
  private static final int[] DISTANCE_BASE = new int[DISTANCES];
  private static final int[] DISTANCE_EXTRA = new int[DISTANCES];

  static {
    int length = 3;
    for (int symbol = 257; symbol < 285; symbol++) {
      int extra = symbol < 265 ? 0 : (symbol - 261) / 4;
      LENGTH_BASE[symbol] = length;
      LENGTH_EXTRA[symbol] = extra;
      for (int i = 0; i < 1 << extra; i++) {
        LENGTH_SYMBOL[length++] = symbol;
      }
    }
    LENGTH_BASE[285] = 258;
    LENGTH_SYMBOL[258] = 285;
    int distance = 1;
    for (int symbol = 0; symbol < DISTANCES; symbol++) {
      int extra = symbol < 4 ? 0 : symbol / 2 - 1;
      DISTANCE_BASE[symbol] = distance;
      DISTANCE_EXTRA[symbol] = extra;
      distance += 1 << extra;
    }
  }

  private final int[] tokens;
  private final int[] literals = new int[LITERALS];
  private final int[] distances = new int[DISTANCES];
  private final PrefixCode literalCode = new PrefixCode(LITERALS, 15);
  private final PrefixCode distanceCode = new PrefixCode(DISTANCES, 15);
  private final PrefixCode lengthsCode = new PrefixCode(19, 7);
  private final byte[] bytes;
  private int count;
  private int at;
  private long bits;
  private int held;

  /**
   * @param size how many bytes of input a block has at most
   */
  DeflateBlock(int size) {
    this.tokens = new int[size];
    this.bytes = new byte[size * 2 + 1024];
  }

  void begin() {
    count = 0;
    Arrays.fill(literals, 0);
    Arrays.fill(distances, 0);
  }

  void literal(int value) {
    tokens[count++] = value;
    literals[value]++;
  }

  /** A repetition of 3 to 258 bytes from 1 to 32768 bytes before. */
  void match(int length, int distance) {
    tokens[count++] = length << 16 | distance;
    literals[LENGTH_SYMBOL[length]]++;
    distances[distanceSymbol(distance)]++;
  }

  private static int distanceSymbol(int distance) {
    if (distance < 5) {
      return distance - 1;
    }
    int high = 31 - Integer.numberOfLeadingZeros(distance - 1);
    return 2 * high + ((distance - 1) >>> (high - 1) & 1);
  }

  /** Writes the block; the last one fills its last byte. */
  void write(OutputStream out, boolean last) throws IOException {
    literals[END] = 1;
    literalCode.build(literals);
    distanceCode.build(distances);
    at = 0;
    put(last ? 1 : 0, 1);
    put(2, 2);
    codes();
    body();
    if (last && held > 0) {
      put(0, -held & 7);
    }
    while (held >= 8) {
      bytes[at++] = (byte) bits;
      bits >>>= 8;
      held -= 8;
    }
    out.write(bytes, 0, at);
  }

  private void put(int value, int width) {
    bits |= (long) value << held;
    held += width;
    if (held >= 32) {
      INT.set(bytes, at, (int) bits);
      at += 4;
      bits >>>= 32;
      held -= 32;
    }
  }

  /** The lengths of both codes, run-length encoded, with a code of their own. */
  private void codes() {
    int literalCount = used(literalCode.lengths(), 257);
    int distanceCount = used(distanceCode.lengths(), 1);
    int[] all = Arrays.copyOf(literalCode.lengths(), literalCount + distanceCount);
    System.arraycopy(distanceCode.lengths(), 0, all, literalCount, distanceCount);
    int[] runs = new int[all.length];
    int runCount = runs(all, runs);
    int[] frequencies = new int[19];
    for (int i = 0; i < runCount; i++) {
      frequencies[runs[i] & 31]++;
    }
    lengthsCode.build(frequencies);
    int listed = 19;
    while (listed > 4 && lengthsCode.lengths()[ORDER[listed - 1]] == 0) {
      listed--;
    }
    put(literalCount - 257, 5);
    put(distanceCount - 1, 5);
    put(listed - 4, 4);
    for (int i = 0; i < listed; i++) {
      put(lengthsCode.lengths()[ORDER[i]], 3);
    }
    for (int i = 0; i < runCount; i++) {
      int symbol = runs[i] & 31;
      put(lengthsCode.codes()[symbol], lengthsCode.lengths()[symbol]);
      if (symbol >= 16) {
        put(runs[i] >>> 5, symbol == 16 ? 2 : symbol == 17 ? 3 : 7);
      }
    }
  }

  private static int used(int[] lengths, int least) {
    int used = lengths.length;
    while (used > least && lengths[used - 1] == 0) {
      used--;
    }
    return used;
  }

  /** Symbols 0 to 18 in the low five bits, what follows them above. */
  private static int runs(int[] lengths, int[] runs) {
    int count = 0;
    int i = 0;
    while (i < lengths.length) {
      int run = 1;
      while (i + run < lengths.length && lengths[i + run] == lengths[i]) {
        run++;
      }
      if (lengths[i] == 0 && run >= 3) {
        run = Math.min(run, 138);
        runs[count++] = run <= 10 ? 17 | (run - 3) << 5 : 18 | (run - 11) << 5;
        i += run;
      } else if (i > 0 && lengths[i] == lengths[i - 1] && run >= 3) {
        run = Math.min(run, 6);
        runs[count++] = 16 | (run - 3) << 5;
        i += run;
      } else {
        runs[count++] = lengths[i++];
      }
    }
    return count;
  }

  private void body() {
    int[] codes = literalCode.codes();
    int[] widths = literalCode.lengths();
    int[] distanceCodes = distanceCode.codes();
    int[] distanceWidths = distanceCode.lengths();
    for (int i = 0; i < count; i++) {
      int token = tokens[i];
      if (token < 256) {
        put(codes[token], widths[token]);
        continue;
      }
      int length = token >>> 16;
      int symbol = LENGTH_SYMBOL[length];
      put(
          codes[symbol] | (length - LENGTH_BASE[symbol]) << widths[symbol],
          widths[symbol] + LENGTH_EXTRA[symbol]);
      int distance = token & 0xffff;
      int far = distanceSymbol(distance);
      put(
          distanceCodes[far] | (distance - DISTANCE_BASE[far]) << distanceWidths[far],
          distanceWidths[far] + DISTANCE_EXTRA[far]);
    }
    put(codes[END], widths[END]);
  }
}
