package dev.firth.protocol.message;

import java.util.Arrays;

/**
 * Rows to store: each a binding, its key and its values as JSON arrays, its document where that is
 * selected, and whether the row exists or is to be deleted. Not thread-safe; it belongs to one side
 * at a time.
 */
public final class StoreBatch {
  private static final int WIDTH = 7;
  private static final int EXISTS = 1;
  private static final int DELETE = 2;

  private byte[] bytes;
  private int used;
  private int[] rows = new int[WIDTH * 64];
  private int count;
  private long size;

  public StoreBatch() {
    this(new byte[4 << 10], 0);
  }

  private StoreBatch(byte[] bytes, int used) {
    this.bytes = bytes;
    this.used = used;
  }

  /**
   * An empty batch whose spans will point into {@code bytes}, which it takes over: add by {@link
   * #addSpans}.
   */
  public static StoreBatch over(byte[] bytes) {
    return new StoreBatch(bytes, bytes.length);
  }

  /**
   * Begins a row: its key follows by {@link #append}, ended by {@link #endKey}, then its values,
   * ended by {@link #endValues}, then its document if there is one, and {@link #endRow}.
   */
  public void beginRow(int binding) {
    int at = WIDTH * count;
    if (at == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rows.length);
    }
    rows[at] = binding;
    rows[at + 1] = used;
  }

  /** Appends a copy of bytes to the part of the row that is open. */
  public void append(byte[] source, int offset, int length) {
    if (bytes.length - used < length) {
      bytes =
          Arrays.copyOf(
              bytes, Math.max(Math.addExact(used, length), DocumentBatch.growth(bytes.length)));
    }
    System.arraycopy(source, offset, bytes, used, length);
    used += length;
  }

  public void endKey() {
    rows[WIDTH * count + 2] = used;
  }

  public void endValues() {
    rows[WIDTH * count + 3] = used;
  }

  public void endRow(boolean exists, boolean delete) {
    int at = WIDTH * count;
    addSpans(
        rows[at],
        rows[at + 1],
        rows[at + 2] - rows[at + 1],
        rows[at + 2],
        rows[at + 3] - rows[at + 2],
        rows[at + 3],
        used - rows[at + 3],
        exists,
        delete);
  }

  /** Appends a row that already stands in {@link #bytes}; a document of length 0 is none. */
  public void addSpans(
      int binding,
      int keyOffset,
      int keyLength,
      int valuesOffset,
      int valuesLength,
      int documentOffset,
      int documentLength,
      boolean exists,
      boolean delete) {
    int at = WIDTH * count;
    if (at == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rows.length);
    }
    rows[at] = (binding << 2) | (exists ? EXISTS : 0) | (delete ? DELETE : 0);
    rows[at + 1] = keyOffset;
    rows[at + 2] = keyLength;
    rows[at + 3] = valuesOffset;
    rows[at + 4] = valuesLength;
    rows[at + 5] = documentOffset;
    rows[at + 6] = documentLength;
    count++;
    size += keyLength + valuesLength + documentLength;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int count() {
    return count;
  }

  public int binding(int row) {
    return rows[WIDTH * row] >>> 2;
  }

  /** Whether the destination holds the row already. */
  public boolean exists(int row) {
    return (rows[WIDTH * row] & EXISTS) != 0;
  }

  /** Whether the row is to be deleted. */
  public boolean delete(int row) {
    return (rows[WIDTH * row] & DELETE) != 0;
  }

  public int keyOffset(int row) {
    return rows[WIDTH * row + 1];
  }

  public int keyLength(int row) {
    return rows[WIDTH * row + 2];
  }

  public int valuesOffset(int row) {
    return rows[WIDTH * row + 3];
  }

  public int valuesLength(int row) {
    return rows[WIDTH * row + 4];
  }

  public int documentOffset(int row) {
    return rows[WIDTH * row + 5];
  }

  /** Zero if the document is not selected. */
  public int documentLength(int row) {
    return rows[WIDTH * row + 6];
  }

  /** Bytes of all keys, values and documents. */
  public long size() {
    return size;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Whether it is time to pass it on. */
  public boolean isFull() {
    return size >= DocumentBatch.FULL;
  }
}
