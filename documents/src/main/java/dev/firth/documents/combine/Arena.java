package dev.firth.documents.combine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that only grows, in chunks, and is let go as a whole. Addresses are 32 bits: the number of
 * a chunk and the eighth of an offset in it. Address 0 is never given out.
 */
final class Arena {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Stands at number 0, so that no address is 0. */
  private static final byte[] NONE = {};

  private static final int MAX_CHUNK_SHIFT = 20;
  private static final int MIN_CHUNK_SHIFT = 12;

  private final int shift;
  private final List<byte[]> chunks = new ArrayList<>();
  private final List<byte[]> spare = new ArrayList<>();
  private int current = -1;
  private int taken;
  private long reserved;

  /** An arena whose chunks suit a budget of that many bytes. */
  Arena(long budget) {
    int wanted = 63 - Long.numberOfLeadingZeros(Math.max(1, budget / 32));
    shift = Math.clamp(wanted, MIN_CHUNK_SHIFT, MAX_CHUNK_SHIFT);
    chunks.add(NONE);
  }

  /** Bytes held, spare chunks included. */
  long reserved() {
    return reserved;
  }

  /** Bytes held by what was allocated. */
  long used() {
    return reserved - ((long) spare.size() << shift);
  }

  /** Lets go of spare chunks, up to {@code wanted} bytes and what rounding adds. */
  void trim(long wanted) {
    long least = reserved - wanted;
    while (reserved > least && !spare.isEmpty()) {
      spare.removeLast();
      reserved -= 1 << shift;
    }
  }

  /** Bytes that {@link #allocate} would add to {@link #reserved}. */
  long growth(int size) {
    int rounded = size + 7 & ~7;
    boolean fits = current >= 0 && taken + rounded <= 1 << shift;
    return fits || rounded <= 1 << shift && !spare.isEmpty() ? 0 : Math.max(rounded, 1 << shift);
  }

  /** Room for {@code size} bytes, eight-byte aligned within its chunk. */
  int allocate(int size) {
    int rounded = size + 7 & ~7;
    if (rounded > 1 << shift) {
      chunks.add(new byte[rounded]);
      reserved += rounded;
      return address(chunks.size() - 1, 0);
    }
    if (current < 0 || taken + rounded > 1 << shift) {
      open();
    }
    int at = taken;
    taken += rounded;
    return address(current, at);
  }

  private void open() {
    if (spare.isEmpty()) {
      spare.add(new byte[1 << shift]);
      reserved += 1 << shift;
    }
    chunks.add(spare.removeLast());
    current = chunks.size() - 1;
    taken = 0;
  }

  private int address(int chunk, int offset) {
    if (chunk >= 1 << 32 - chunkBits()) {
      throw new OutOfMemoryError("An arena of too many chunks");
    }
    return chunk << chunkBits() | offset >>> 3;
  }

  private int chunkBits() {
    return shift - 3;
  }

  byte[] chunk(int address) {
    return chunks.get(address >>> chunkBits());
  }

  int offset(int address) {
    return (address & (1 << chunkBits()) - 1) << 3;
  }

  /** Forgets all; keeps up to {@code keep} bytes of chunks for later. */
  void clear(long keep) {
    for (byte[] chunk : chunks) {
      if (chunk.length == 1 << shift) {
        spare.add(chunk);
      }
    }
    chunks.clear();
    chunks.add(NONE);
    while (!spare.isEmpty() && (long) spare.size() << shift > keep) {
      spare.removeLast();
    }
    reserved = (long) spare.size() << shift;
    current = -1;
    taken = 0;
  }
}
