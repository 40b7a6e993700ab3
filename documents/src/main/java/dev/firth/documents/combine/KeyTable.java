package dev.firth.documents.combine;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Hash table from (binding, packed key) to the address of the key's record: open addressing, linear
 * probing, a slot holds hash and address.
 */
final class KeyTable {
  private static final int MIN_SLOTS = 1 << 10;

  private long[] slots = new long[MIN_SLOTS];
  private int size;

  int size() {
    return size;
  }

  /** Bytes held, and those that the next growth needs beside them. */
  long reserved() {
    long now = 8L * slots.length;
    return full() ? 3 * now : now;
  }

  private boolean full() {
    return size >= slots.length - (slots.length >>> 2);
  }

  /** The address of the key's record, or 0. */
  int find(Records records, int hash, int binding, byte[] key, int length) {
    int mask = slots.length - 1;
    for (int at = hash & mask; slots[at] != 0; at = at + 1 & mask) {
      long slot = slots[at];
      if ((int) (slot >>> 32) == hash && records.isKey((int) slot, binding, key, length)) {
        return (int) slot;
      }
    }
    return 0;
  }

  void add(int hash, int record) {
    if (full()) {
      grow();
    }
    place(slots, (long) hash << 32 | record & 0xffffffffL);
    size++;
  }

  private void grow() {
    long[] wider = new long[slots.length * 2];
    for (long slot : slots) {
      if (slot != 0) {
        place(wider, slot);
      }
    }
    slots = wider;
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
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != 0) {
        slots[i] = slots[i] & 0xffffffff00000000L | moved.applyAsInt((int) slots[i]) & 0xffffffffL;
      }
    }
  }

  /** The addresses of all records, in no order. */
  int[] records() {
    int[] records = new int[size];
    int n = 0;
    for (long slot : slots) {
      if (slot != 0) {
        records[n++] = (int) slot;
      }
    }
    return records;
  }

  void clear() {
    if (slots.length > MIN_SLOTS && size < slots.length >>> 3) {
      slots = new long[MIN_SLOTS];
    } else {
      Arrays.fill(slots, 0);
    }
    size = 0;
  }
}
