package dev.firth.documents.combine;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Hash table from (binding, packed key) to the address of the key's record: open addressing, linear
 * probing. A slot holds the hash and, plus one, the place of the record among all, which are kept
 * in the order in which they came: often that is the order of their keys.
 */
final class KeyTable {
  private static final int MIN_SLOTS = 1 << 10;

  private long[] slots = new long[MIN_SLOTS];
  private int[] records = new int[capacity(MIN_SLOTS)];
  private int size;

  private static int capacity(int slots) {
    return slots - (slots >>> 2);
  }

  int size() {
    return size;
  }

  /** Bytes held, and those that the next growth needs beside them. */
  long reserved() {
    long now = 8L * slots.length + 4L * records.length;
    return size == records.length ? 3 * now : now;
  }

  /** The address of the key's record, or 0. */
  int find(Records all, int hash, int binding, byte[] key, int length) {
    int mask = slots.length - 1;
    for (int at = hash & mask; slots[at] != 0; at = at + 1 & mask) {
      long slot = slots[at];
      if ((int) (slot >>> 32) == hash) {
        int record = records[(int) slot - 1];
        if (all.isKey(record, binding, key, length)) {
          return record;
        }
      }
    }
    return 0;
  }

  void add(int hash, int record) {
    if (size == records.length) {
      grow();
    }
    records[size++] = record;
    place(slots, (long) hash << 32 | size);
  }

  private void grow() {
    long[] wider = new long[slots.length * 2];
    for (long slot : slots) {
      if (slot != 0) {
        place(wider, slot);
      }
    }
    slots = wider;
    records = Arrays.copyOf(records, capacity(slots.length));
  }

  private static void place(long[] slots, long slot) {
    int mask = slots.length - 1;
    int at = (int) (slot >>> 32) & mask;
    while (slots[at] != 0) {
      at = at + 1 & mask;
    }
    slots[at] = slot;
  }

  /** Gives every record its new address. */
  void move(IntUnaryOperator moved) {
    for (int i = 0; i < size; i++) {
      records[i] = moved.applyAsInt(records[i]);
    }
  }

  /** The addresses of all records, in the order in which they came. */
  int[] records() {
    return Arrays.copyOf(records, size);
  }

  void clear() {
    if (slots.length > MIN_SLOTS && size < slots.length >>> 3) {
      slots = new long[MIN_SLOTS];
      records = new int[capacity(MIN_SLOTS)];
    } else {
      Arrays.fill(slots, 0);
    }
    size = 0;
  }
}
