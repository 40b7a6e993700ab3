package dev.firth.connectors.postgres.source.wal;

import java.util.Arrays;

/**
 * The values of one row, as spans of text in somebody else's bytes. Reusable: whoever fills it
 * keeps the arrays, so a row costs no allocation.
 */
public final class Tuple {
  /** SQL null. */
  public static final byte NULL = 'n';

  /** A value in PostgreSQL's text format. */
  public static final byte TEXT = 't';

  /** A value stored out of line that the change did not touch, so that it was not sent. */
  public static final byte UNCHANGED = 'u';

  private byte[] bytes = new byte[0];
  private byte[] kinds = new byte[16];
  private int[] offsets = new int[16];
  private int[] lengths = new int[16];
  private int size;

  /** Starts a row whose spans lie in {@code bytes}. */
  void start(byte[] bytes) {
    this.bytes = bytes;
    size = 0;
  }

  void add(byte kind, int offset, int length) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      offsets = Arrays.copyOf(offsets, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    kinds[size] = kind;
    offsets[size] = offset;
    lengths[size++] = length;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Number of columns. */
  public int size() {
    return size;
  }

  /** {@link #NULL}, {@link #TEXT} or {@link #UNCHANGED}. */
  public byte kind(int column) {
    return kinds[column];
  }

  public int offset(int column) {
    return offsets[column];
  }

  /** Bytes of the value's text; 0 unless the kind is {@link #TEXT}. */
  public int length(int column) {
    return lengths[column];
  }

  /**
   * Takes the columns that are {@link #UNCHANGED} here from the row's old image.
   *
   * @param old of the same message, with all columns
   */
  public void fill(Tuple old) {
    for (int column = 0; column < Math.min(size, old.size); column++) {
      fill(column, old);
    }
  }

  /**
   * As {@link #fill(Tuple)}, of some columns.
   *
   * @param columns those that {@code old} has
   */
  public void fill(Tuple old, int[] columns) {
    for (int column : columns) {
      fill(column, old);
    }
  }

  private void fill(int column, Tuple old) {
    if (kinds[column] == UNCHANGED) {
      kinds[column] = old.kinds[column];
      offsets[column] = old.offsets[column];
      lengths[column] = old.lengths[column];
    }
  }

  /** Whether a column of this row and one of another hold the same text, or are both null. */
  public boolean same(int column, Tuple other, int otherColumn) {
    return kinds[column] == other.kinds[otherColumn]
        && Arrays.equals(
            bytes,
            offsets[column],
            offsets[column] + lengths[column],
            other.bytes,
            other.offsets[otherColumn],
            other.offsets[otherColumn] + other.lengths[otherColumn]);
  }
}
