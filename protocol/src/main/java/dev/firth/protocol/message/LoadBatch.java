package dev.firth.protocol.message;

/**
 * Keys to look up: each a binding and a JSON array. Not thread-safe; it belongs to one side at a
 * time.
 */
public final class LoadBatch {
  private final DocumentBatch keys;

  public LoadBatch() {
    keys = new DocumentBatch();
  }

  private LoadBatch(DocumentBatch keys) {
    this.keys = keys;
  }

  /**
   * An empty batch whose spans will point into {@code bytes}, which it takes over: add by {@link
   * #addSpan}.
   */
  public static LoadBatch over(byte[] bytes) {
    return new LoadBatch(DocumentBatch.over(bytes));
  }

  /** The same rows, taken over, as keys. */
  public static LoadBatch of(DocumentBatch keys) {
    return new LoadBatch(keys);
  }

  /** Appends a copy of one key such as {@code [1,"a"]}. */
  public void add(int binding, byte[] source, int offset, int length) {
    keys.add(binding, source, offset, length);
  }

  /** Appends a key that already stands in {@link #bytes}. */
  public void addSpan(int binding, int offset, int length) {
    keys.addSpan(binding, offset, length);
  }

  public byte[] bytes() {
    return keys.bytes();
  }

  public int count() {
    return keys.count();
  }

  public int binding(int row) {
    return keys.binding(row);
  }

  public int keyOffset(int row) {
    return keys.offset(row);
  }

  public int keyLength(int row) {
    return keys.length(row);
  }

  /** Bytes of all keys. */
  public long size() {
    return keys.size();
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Whether it is time to pass it on. */
  public boolean isFull() {
    return keys.isFull();
  }
}
