package dev.firth.journals.fragment;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A gzip file (RFC 1952, 1951), compressed fast: the latest earlier occurrence of four bytes is the
 * only match tried, and every block has its own Huffman codes. About as small as zlib's level 1 on
 * documents, in about half of its time; the same input gives the same bytes.
 */
final class GzipOutput extends OutputStream {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int WINDOW = 32 << 10;
  private static final int BLOCK = 128 << 10;
  private static final int HASH_BITS = 15;
  private static final int SHORTEST = 4;
  private static final int NEAR = 36;
  private static final int LONGEST = 258;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 255};

  private final OutputStream out;
  private final CRC32 crc = new CRC32();
  private final byte[] window = new byte[WINDOW + BLOCK + 8];
  private final int[] table = new int[1 << HASH_BITS];
  private final DeflateBlock block = new DeflateBlock(BLOCK);
  private int filled;
  private int history;
  private long total;
  private boolean closed;

  GzipOutput(OutputStream out) throws IOException {
    this.out = out;
    Arrays.fill(table, -WINDOW - 1);
    out.write(HEADER, 0, HEADER.length);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    total += length;
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == history + BLOCK) {
        compress(false);
      }
      int room = Math.min(left, history + BLOCK - filled);
      System.arraycopy(bytes, from, window, filled, room);
      filled += room;
      from += room;
      left -= room;
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    compress(true);
    byte[] trailer = new byte[8];
    INT.set(trailer, 0, (int) crc.getValue());
    INT.set(trailer, 4, (int) total);
    out.write(trailer, 0, trailer.length);
    out.close();
  }

  private void compress(boolean last) throws IOException {
    block.begin();
    match();
    block.write(out, last);
    int kept = Math.min(WINDOW, filled);
    int shift = filled - kept;
    System.arraycopy(window, shift, window, 0, kept);
    for (int i = 0; i < table.length; i++) {
      table[i] = Math.max(table[i] - shift, -WINDOW - 1);
    }
    filled = kept;
    history = kept;
  }

  /** Turns what is new in the window into literals and matches. */
  private void match() {
    int at = history;
    int end = filled;
    int lastStart = end - SHORTEST;
    int misses = 0;
    while (at <= lastStart) {
      int word = (int) INT.get(window, at);
      int slot = slot(word);
      int candidate = table[slot];
      table[slot] = at;
      if (at - candidate > WINDOW || candidate < 0 || (int) INT.get(window, candidate) != word) {
        // Where nothing repeats, look less often.
        int step = 1 + (misses++ >> 6);
        for (int i = Math.min(step, end - at); i > 0; i--) {
          block.literal(window[at++] & 0xff);
        }
        continue;
      }
      misses = 0;
      int length = length(candidate, at, end);
      block.match(length, at - candidate);
      int next = at + length;
      if (next - 1 <= lastStart) {
        remember(at + 1);
        remember(next - 1);
      }
      at = next;
    }
    while (at < end) {
      block.literal(window[at++] & 0xff);
    }
  }

  private void remember(int at) {
    table[slot((int) INT.get(window, at))] = at;
  }

  private static int slot(int word) {
    return word * 0x9E3779B1 >>> 32 - HASH_BITS;
  }

  /** How far two places are alike: most matches are short, and long ones go by wide words. */
  private int length(int candidate, int at, int end) {
    int limit = Math.min(LONGEST, end - at);
    int length = SHORTEST;
    while (length + 8 <= limit && length < NEAR) {
      long difference =
          (long) LONG.get(window, candidate + length) ^ (long) LONG.get(window, at + length);
      if (difference != 0) {
        return length + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      length += 8;
    }
    int more =
        Arrays.mismatch(
            window, candidate + length, candidate + limit, window, at + length, at + limit);
    return more < 0 ? limit : length + more;
  }
}
