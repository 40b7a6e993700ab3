package dev.firth.shard.materialize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether a key must be looked up before it is stored. Not if nothing is reduced onto the stored
 * row, and not if the key lies above every key that was ever stored: then no row of it exists.
 */
final class LoadPolicy {
  private final boolean never;
  private final boolean byLargest;
  private byte @Nullable [] largest;

  /**
   * @param never the binding never loads
   * @param byLargest keys above the largest stored one need no lookup
   * @param largest the largest key stored so far; null for a fresh table
   */
  LoadPolicy(boolean never, boolean byLargest, byte @Nullable [] largest) {
    this.never = never;
    this.byLargest = byLargest;
    this.largest = largest;
  }

  /**
   * Whether a key that is new to the transaction needs a lookup. The largest key must be that of
   * the transactions before it: {@link #stored} is told at their close.
   */
  boolean mustLoad(byte[] packed, int length) {
    if (never) {
      return false;
    }
    byte[] top = largest;
    return !byLargest
        || (top != null && Arrays.compareUnsigned(packed, 0, length, top, 0, top.length) <= 0);
  }

  /** A transaction has closed whose largest key is this one. */
  void stored(byte[] packed, int length) {
    byte[] top = largest;
    if (top == null || Arrays.compareUnsigned(packed, 0, length, top, 0, top.length) > 0) {
      largest = Arrays.copyOf(packed, length);
    }
  }

  /** The largest key of all closed transactions; null if there is none. */
  byte @Nullable [] largest() {
    return largest;
  }
}
