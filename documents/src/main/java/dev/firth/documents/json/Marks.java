package dev.firth.documents.json;

import java.util.Arrays;

/**
 * A stack of nodes that whoever walks a tape may note things on, kept with the tape so that walking
 * allocates nothing. It is empty after each parse.
 */
public final class Marks {
  private int[] nodes = new int[64];
  private int size;
  private long[] raised = new long[16];

  Marks() {}

  public int size() {
    return size;
  }

  public void push(int node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, size * 2);
    }
    nodes[size++] = node;
  }

  /** Drops what was pushed after the first {@code size} nodes. */
  public void truncate(int size) {
    this.size = size;
  }

  /**
   * Makes {@link #raised} true of the nodes pushed since the stack had {@code base}, until they are
   * lowered.
   */
  public void raise(int base) {
    for (int i = base; i < size; i++) {
      int word = nodes[i] >> 7;
      if (word >= raised.length) {
        raised = Arrays.copyOf(raised, Math.max(word + 1, raised.length * 2));
      }
      raised[word] |= 1L << (nodes[i] >> 1);
    }
  }

  public boolean raised(int node) {
    int word = node >> 7;
    return word < raised.length && (raised[word] & 1L << (node >> 1)) != 0;
  }

  /** Undoes {@link #raise} for the nodes pushed since the stack had {@code base}. */
  public void lower(int base) {
    for (int i = base; i < size; i++) {
      int word = nodes[i] >> 7;
      if (word < raised.length) {
        raised[word] &= ~(1L << (nodes[i] >> 1));
      }
    }
  }
}
