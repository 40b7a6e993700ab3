package dev.firth.documents.json;

import java.util.Arrays;

/**
 * The names of the objects that are open while a document is tokenized, innermost last, and the
 * search for duplicates among them. Small objects are searched as they grow, with a bit set that is
 * nearly always enough; large ones once, at their end, by a hash table, and by sorting should the
 * names have been chosen to collide.
 */
final class MemberNames {
  private static final int SMALL = 64;
  private static final int PROBES = 64;

  private static final int INITIAL = 256;
  private static final int RETAINED = 1 << 17;

  private int[] nodes = new int[INITIAL];
  private int[] slots = {};
  private int top;

  /** Forgets all names, and gives back the memory that a rare large document took. */
  void clear() {
    top = 0;
    if (nodes.length > RETAINED) {
      nodes = new int[INITIAL];
    }
    if (slots.length > RETAINED) {
      slots = new int[0];
    }
  }

  int top() {
    return top;
  }

  void pop(int base) {
    top = base;
  }

  /** Adds a name to the innermost object. */
  void push(int node) {
    if (top == nodes.length) {
      nodes = Arrays.copyOf(nodes, top * 2);
    }
    nodes[top++] = node;
  }

  /** The node of the name just pushed if an earlier one of a small object equals it, else -1. */
  int duplicateOfLast(Tokenizer names, int base) {
    int last = top - 1;
    if (last - base >= SMALL) {
      return -1;
    }
    long hash = names.hash(nodes[last]);
    for (int i = base; i < last; i++) {
      if (names.hash(nodes[i]) == hash && names.equalNames(nodes[i], nodes[last])) {
        return nodes[last];
      }
    }
    return -1;
  }

  /** The node of a name of a large object that equals an earlier one of it, else -1. */
  int duplicateInLarge(Tokenizer names, int base) {
    int count = top - base;
    if (count <= SMALL) {
      return -1;
    }
    int size = Integer.highestOneBit(count) << 2;
    if (slots.length < size) {
      slots = new int[size];
    } else {
      Arrays.fill(slots, 0, size, 0);
    }
    for (int i = base; i < top; i++) {
      long hash = names.hash(nodes[i]);
      int slot = (int) (hash >>> 20) & size - 1;
      int probes = 0;
      for (; slots[slot] != 0; slot = slot + 1 & size - 1) {
        int other = base + slots[slot] - 1;
        if (names.hash(nodes[other]) == hash && names.equalNames(nodes[other], nodes[i])) {
          return nodes[i];
        }
        if (++probes > PROBES) {
          return duplicateBySorting(names, base);
        }
      }
      slots[slot] = i - base + 1;
    }
    return -1;
  }

  private int duplicateBySorting(Tokenizer names, int base) {
    Integer[] sorted = new Integer[top - base];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = nodes[base + i];
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
