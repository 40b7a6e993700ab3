package dev.firth.documents.reduce;

import dev.firth.documents.json.Tape;

/**
 * Finds members of one object by the names of another. Documents of one collection mostly have
 * their members in one order, so the search begins where the last one ended; wide objects that do
 * not are indexed.
 */
final class Members {
  private static final int WIDE = 48;

  private final Tape tape;
  private final int object;
  private final int end;
  private int expected;
  private int misses;
  private int[] index = {};

  private Members(Tape tape, int object) {
    this.tape = tape;
    this.object = object;
    end = tape.next(object);
    expected = object + 2;
  }

  static Members of(Tape tape, int object) {
    return new Members(tape, object);
  }

  /** The node of the member's name, or -1. */
  int find(Tape other, int name) {
    int found = expected < end && same(other, name, expected) ? expected : search(other, name);
    if (found >= 0) {
      expected = tape.next(found + 2);
    }
    return found;
  }

  private int search(Tape other, int name) {
    if (index.length > 0) {
      return lookup(other, name);
    }
    if (++misses > 4 && tape.count(object) > WIDE) {
      build();
      return lookup(other, name);
    }
    for (int at = object + 2; at < end; at = tape.next(at + 2)) {
      if (same(other, name, at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean same(Tape other, int name, int mine) {
    return tape.sameName(mine, other, name);
  }

  private void build() {
    index = new int[Integer.highestOneBit(tape.count(object)) << 2];
    for (int at = object + 2; at < end; at = tape.next(at + 2)) {
      int slot = slot(tape.hash(at));
      while (index[slot] != 0) {
        slot = slot + 1 & index.length - 1;
      }
      index[slot] = at;
    }
  }

  private int lookup(Tape other, int name) {
    for (int slot = slot(other.hash(name)); index[slot] != 0; slot = slot + 1 & index.length - 1) {
      if (same(other, name, index[slot])) {
        return index[slot];
      }
    }
    return -1;
  }

  private int slot(long hash) {
    return (int) (hash * 0x9E3779B97F4A7C15L >>> 33) & index.length - 1;
  }
}
