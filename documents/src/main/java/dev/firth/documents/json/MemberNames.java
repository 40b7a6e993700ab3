package dev.firth.documents.json;

import java.util.Arrays;

/**
 * The search for two members of one name while a document is tokenized. Small objects are searched
 * as they grow, with a bit set that is nearly always enough; large ones once, at their end, by a
 * hash table, and by sorting should the names have been chosen to collide.
 */
final class MemberNames {
  private static final int SMALL = 64;
  private static final int PROBES = 64;
  private static final int RETAINED = 1 << 17;

  /** Names of a large object; a name is never at node 0. */
  private int[] slots = {};

  /** Gives back the memory that a rare large document took. */
  void clear() {
    if (slots.length > RETAINED) {
      slots = new int[0];
    }
  }

  /**
   * The name {@code last} of the last of {@code count} members of a small object if an earlier one
   * equals it, else -1.
   */
  int duplicateOfLast(Tokenizer names, int object, int last, int count) {
    if (count > SMALL) {
      return -1;
    }
    long hash = names.hash(last);
    for (int name = object + 2; name < last; name = names.nextName(name)) {
      if (names.hash(name) == hash && names.equalNames(name, last)) {
        return last;
      }
    }
    return -1;
  }

  /**
   * A name of a large object of {@code count} members that equals an earlier one of it, else -1.
   */
  int duplicateInLarge(Tokenizer names, int object, int count) {
    if (count <= SMALL) {
      return -1;
    }
    int size = Integer.highestOneBit(count) << 2;
    if (slots.length < size) {
      slots = new int[size];
    } else {
      Arrays.fill(slots, 0, size, 0);
    }
    int name = object + 2;
    for (int i = 0; i < count; i++) {
      long hash = names.hash(name);
      int slot = (int) (hash >>> 20) & size - 1;
      int probes = 0;
      for (; slots[slot] != 0; slot = slot + 1 & size - 1) {
        if (names.hash(slots[slot]) == hash && names.equalNames(slots[slot], name)) {
          return name;
        }
        if (++probes > PROBES) {
          return duplicateBySorting(names, object, count);
        }
      }
      slots[slot] = name;
      name = names.nextName(name);
    }
    return -1;
  }

  private static int duplicateBySorting(Tokenizer names, int object, int count) {
    Integer[] sorted = new Integer[count];
    int name = object + 2;
    for (int i = 0; i < count; i++) {
      sorted[i] = name;
      name = names.nextName(name);
    }
    Arrays.sort(sorted, names::compareNames);
    for (int i = 1; i < sorted.length; i++) {
      if (names.compareNames(sorted[i - 1], sorted[i]) == 0) {
        return Math.max(sorted[i - 1], sorted[i]);
      }
    }
    return -1;
  }
}
