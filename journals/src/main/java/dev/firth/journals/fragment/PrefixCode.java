package dev.firth.journals.fragment;

import java.util.Arrays;

/**
 * A Huffman code of bounded length over the symbols of one block, with its bits in Deflate's order.
 */
final class PrefixCode {
  private final int limit;
  private final int[] lengths;
  private final int[] codes;
  private final long[] sorted;
  private final int[] weights;
  private final int[] parents;

  /**
   * @param symbols how many symbols there are
   * @param limit the longest code, in bits
   */
  PrefixCode(int symbols, int limit) {
    this.limit = limit;
    this.lengths = new int[symbols];
    this.codes = new int[symbols];
    this.sorted = new long[symbols];
    this.weights = new int[2 * symbols];
    this.parents = new int[2 * symbols];
  }

  /** Bits of each symbol; 0 for those that do not occur. */
  int[] lengths() {
    return lengths;
  }

  /** The code of each symbol, first bit lowest. */
  int[] codes() {
    return codes;
  }

  /** Makes the code for these frequencies. */
  void build(int[] frequencies) {
    Arrays.fill(lengths, 0);
    int used = 0;
    for (int symbol = 0; symbol < frequencies.length; symbol++) {
      if (frequencies[symbol] > 0) {
        sorted[used++] = (long) frequencies[symbol] << 16 | symbol;
      }
    }
    if (used == 1) {
      lengths[symbol(0)] = 1;
    } else if (used > 1) {
      Arrays.sort(sorted, 0, used);
      assign(bounded(depths(used), used), used);
    }
    number();
  }

  private int symbol(int rank) {
    return (int) (sorted[rank] & 0xffff);
  }

  /**
   * How many leaves of the optimal tree lie at each depth. Leaves come sorted; so do the nodes made
   * of them.
   */
  private int[] depths(int leaves) {
    for (int i = 0; i < leaves; i++) {
      weights[i] = (int) (sorted[i] >>> 16);
    }
    int leaf = 0;
    int inner = leaves;
    int nodes = 2 * leaves - 1;
    for (int node = leaves; node < nodes; node++) {
      int sum = 0;
      for (int child = 0; child < 2; child++) {
        boolean takeLeaf = leaf < leaves && (inner >= node || weights[leaf] <= weights[inner]);
        int taken = takeLeaf ? leaf++ : inner++;
        parents[taken] = node;
        sum += weights[taken];
      }
      weights[node] = sum;
    }
    int[] count = new int[64];
    int[] depth = weights;
    depth[nodes - 1] = 0;
    for (int node = nodes - 2; node >= 0; node--) {
      depth[node] = depth[parents[node]] + 1;
      if (node < leaves) {
        count[Math.min(depth[node], count.length - 1)]++;
      }
    }
    return count;
  }

  /** Moves leaves that lie too deep up to the limit, and others down until the code fits again. */
  private int[] bounded(int[] count, int leaves) {
    int[] fitted = Arrays.copyOf(count, limit + 1);
    long space = 0;
    int above = 0;
    for (int depth = 1; depth < limit; depth++) {
      space += (long) fitted[depth] << (limit - depth);
      above += fitted[depth];
    }
    fitted[limit] = leaves - above;
    space += fitted[limit];
    while (space > 1L << limit) {
      int depth = limit - 1;
      while (fitted[depth] == 0) {
        depth--;
      }
      // One leaf goes a level down and takes one from the bottom as its sibling.
      fitted[depth]--;
      fitted[depth + 1] += 2;
      fitted[limit]--;
      space--;
    }
    return fitted;
  }

  private void assign(int[] count, int used) {
    int rank = 0;
    for (int depth = limit; depth > 0; depth--) {
      for (int i = 0; i < count[depth]; i++) {
        lengths[symbol(rank++)] = depth;
      }
    }
    if (rank != used) {
      throw new IllegalStateException("a code of " + rank + " symbols instead of " + used);
    }
  }

  private void number() {
    int[] next = new int[limit + 2];
    for (int length : lengths) {
      next[length + 1] += length == 0 ? 0 : 1;
    }
    int code = 0;
    for (int depth = 1; depth <= limit; depth++) {
      code = (code + next[depth]) << 1;
      next[depth] = code;
    }
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      codes[symbol] = length == 0 ? 0 : Integer.reverse(next[length]++) >>> (32 - length);
    }
  }
}
