package dev.firth.protocol.message;

import java.util.Arrays;

/**
 * Documents of a message that comes by the million: spans of one array, each with the index of its
 * binding. Not thread-safe; it belongs to one side at a time.
 */
public final class DocumentBatch {
  /** When a sender should pass a batch on, in bytes of documents. */
  public static final int FULL = 128 << 10;

  private static final int ROOM = FULL + (8 << 10);

  private byte[] bytes;
  private int used;
  private int[] rows;
  private int count;
  private long size;

  public DocumentBatch() {
    this(new byte[4 << 10], 0);
  }

  private DocumentBatch(byte[] bytes, int used) {
    this.bytes = bytes;
    this.used = used;
    this.rows = new int[3 * 64];
  }

  /**
   * An empty batch whose spans will point into {@code bytes}, which it takes over: add by {@link
   * #addSpan}.
   */
  public static DocumentBatch over(byte[] bytes) {
    return new DocumentBatch(bytes, bytes.length);
  }

  /** Appends a copy of one document, without a newline. */
  public void add(int binding, byte[] source, int offset, int length) {
    if (bytes.length - used < length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(used, length), growth(bytes.length)));
    }
    System.arraycopy(source, offset, bytes, used, length);
    addSpan(binding, used, length);
    used += length;
  }

  /** Appends a document that already stands in {@link #bytes}. */
  public void addSpan(int binding, int offset, int length) {
    int at = 3 * count;
    if (at == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rows.length);
    }
    rows[at] = binding;
    rows[at + 1] = offset;
    rows[at + 2] = length;
    count++;
    size += length;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int count() {
    return count;
  }

  public int binding(int row) {
    return rows[3 * row];
  }

  public int offset(int row) {
    return rows[3 * row + 1];
  }

  public int length(int row) {
    return rows[3 * row + 2];
  }

  /** Bytes of all documents. */
  public long size() {
    return size;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Whether it is time to pass it on. */
  public boolean isFull() {
    return size >= FULL;
  }

  /**
   * The next length of an array that is too short: at once enough for a full batch, since most that
   * outgrow their first few kilobytes become full.
   */
  static int growth(int length) {
    return length < ROOM ? ROOM : (int) Math.min(2L * length, Integer.MAX_VALUE - 8);
  }
}
