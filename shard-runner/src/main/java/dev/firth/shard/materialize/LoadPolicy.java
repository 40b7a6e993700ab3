package dev.firth.shard.materialize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether a key must be looked up before it is stored. Not if the table takes every document as a
 * row, and not if the key lies above every key that was ever stored: then no row of it exists. A
 * document that replaces all before it needs none either, where the destination need not be told
 * whether the row exists; a delete that follows it in the same transaction does, for one of a row
 * that was never stored is not sent.
 */
final class LoadPolicy {
  private final boolean never;
  private final boolean byLargest;
  private final boolean upsert;
  private byte @Nullable [] largest;

  /**
   * @param never the binding never loads
   * @param byLargest keys above the largest stored one need no lookup
   * @param upsert stores do not depend on whether the row exists
   * @param largest the largest key stored so far; null for a fresh table
   */
  LoadPolicy(boolean never, boolean byLargest, boolean upsert, byte @Nullable [] largest) {
    this.never = never;
    this.byLargest = byLargest;
    this.upsert = upsert;
    this.largest = largest;
  }

  /**
   * Whether the key of a document needs a lookup. The largest key must be that of the transactions
   * before it: {@link #stored} is told at their close.
   *
   * @param isNew whether it is the key's first document in the transaction
   * @param replaces whether the document takes the place of all before it
   * @param deletes whether it is a tombstone
   */
  boolean mustLoad(boolean isNew, boolean replaces, boolean deletes, byte[] packed, int length) {
    if (never || (isNew ? upsert && replaces : !(upsert && deletes))) {
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
