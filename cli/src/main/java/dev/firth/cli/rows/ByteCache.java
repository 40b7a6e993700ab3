package dev.firth.cli.rows;

import dev.firth.documents.json.Tape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What was made of bytes that come again and again, the latest used, up to a number of entries and
 * of bytes that name them.
 *
 * @param <V> what is made
 */
final class ByteCache<V> {
  private final int maxEntries;
  private final long maxBytes;
  private final Consumer<V> dropped;
  private final LinkedHashMap<Key, V> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /** Bytes and an option that changes what they mean; equal where both are. */
  private static final class Key {
    private final byte[] source;
    private final int offset;
    private final int length;
    private final Object option;
    private final int hash;

    Key(byte[] source, int offset, int length, Object option) {
      this.source = source;
      this.offset = offset;
      this.length = length;
      this.option = option;
      long all = Tape.nameHash(source, offset, length);
      hash = (int) (all ^ all >>> 32) * 31 + option.hashCode();
    }

    Key kept() {
      return new Key(Arrays.copyOfRange(source, offset, offset + length), 0, length, option);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof Key other
          && hash == other.hash
          && option.equals(other.option)
          && Arrays.equals(
              source, offset, offset + length, other.source, other.offset, other.offset + length);
    }
  }

  /**
   * An empty cache.
   *
   * @param dropped takes what is no longer kept
   */
  ByteCache(int maxEntries, long maxBytes, Consumer<V> dropped) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
    this.dropped = dropped;
  }

  /** What was made of these bytes under this option, or is made now. */
  V get(byte[] source, int offset, int length, Object option, Supplier<V> make) {
    var key = new Key(source, offset, length, option);
    V known = entries.get(key);
    if (known != null) {
      return known;
    }
    V made = make.get();
    entries.put(key.kept(), made);
    bytes += length;
    evict();
    return made;
  }

  private void evict() {
    var oldest = entries.entrySet().iterator();
    while ((entries.size() > maxEntries || bytes > maxBytes) && entries.size() > 1) {
      var entry = oldest.next();
      bytes -= entry.getKey().length;
      oldest.remove();
      dropped.accept(entry.getValue());
    }
  }

  /** Drops one value, wherever it is kept. */
  void drop(V value) {
    entries
        .entrySet()
        .removeIf(
            entry -> {
              boolean same = entry.getValue() == value;
              bytes -= same ? entry.getKey().length : 0;
              return same;
            });
    dropped.accept(value);
  }

  void clear() {
    entries.values().forEach(dropped);
    entries.clear();
    bytes = 0;
  }
}
