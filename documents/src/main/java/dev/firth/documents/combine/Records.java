package dev.firth.documents.combine;

import java.util.Arrays;

/**
 * Keys and documents as records in an arena. A key is followed by its documents, a chain in the
 * order in which they were added:
 *
 * <pre>
 * key      binding, length, first document, last document, number of documents, number at which
 *          to compact, bytes
 * document next document, length, flags, room for bytes, bytes, note
 * </pre>
 */
final class Records {
  /** What the store held before: the left side of all others. */
  static final int LOADED = 1;

  /** {@link #TOMBSTONE} and {@link #CLOSED} are right; without this flag nobody has looked. */
  static final int SEEN = 2;

  /** A full reduction of the document into nothing leaves it as it is. */
  static final int PLAIN = 4;

  /** The document replaces all that went before. */
  static final int REPLACES = 8;

  /** A full reduction of the document is a deletion. */
  static final int TOMBSTONE = 16;

  /** The document came of a reduction and was not validated since. */
  static final int COMBINED = 32;

  /** The document could not be combined with the one before it, and stays apart. */
  static final int APART = 64;

  /** A note follows the bytes of the document. */
  static final int NOTED = 128;

  /** The document, or an object or array in it, is a tombstone: nothing is combined into it. */
  static final int CLOSED = 256;

  static final int KEY_HEADER = 24;
  static final int DOCUMENT_HEADER = 16;

  private final Arena arena;

  Records(Arena arena) {
    this.arena = arena;
  }

  Arena arena() {
    return arena;
  }

  int newKey(int binding, byte[] key, int offset, int length, int compactAt) {
    int record = arena.allocate(KEY_HEADER + length);
    set(record, 0, binding);
    set(record, 1, length);
    set(record, 2, 0);
    set(record, 3, 0);
    set(record, 4, 0);
    set(record, 5, compactAt);
    System.arraycopy(key, offset, arena.chunk(record), arena.offset(record) + KEY_HEADER, length);
    return record;
  }

  boolean isKey(int record, int binding, byte[] key, int length) {
    byte[] chunk = arena.chunk(record);
    int at = arena.offset(record);
    int from = at + KEY_HEADER;
    return (int) Arena.INT.get(chunk, at) == binding
        && (int) Arena.INT.get(chunk, at + 4) == length
        && Arrays.equals(chunk, from, from + length, key, 0, length);
  }

  private int newDocument(byte[] bytes, int offset, int length, int flags, int spare) {
    int room = length + spare + 7 & ~7;
    int document = arena.allocate(DOCUMENT_HEADER + room);
    set(document, 0, 0);
    set(document, 3, room);
    fill(document, bytes, offset, length, flags);
    return document;
  }

  private void fill(int document, byte[] bytes, int offset, int length, int flags) {
    set(document, 1, length);
    set(document, 2, flags);
    System.arraycopy(bytes, offset, arena.chunk(document), bytesOffset(document), length);
  }

  void append(int key, byte[] bytes, int offset, int length, int flags) {
    append(key, newDocument(bytes, offset, length, flags, 0));
  }

  /** Appends a document with a note of {@code count} numbers. */
  void append(int key, byte[] bytes, int offset, int length, int flags, int[] note, int count) {
    int document = newDocument(bytes, offset, length, flags | NOTED, Integer.BYTES * count);
    byte[] chunk = arena.chunk(document);
    int at = bytesOffset(document) + length;
    for (int i = 0; i < count; i++) {
      Arena.INT.set(chunk, at + Integer.BYTES * i, note[i]);
    }
    append(key, document);
  }

  private void append(int key, int document) {
    int last = last(key);
    if (last == 0) {
      set(key, 2, document);
    } else {
      set(last, 0, document);
    }
    set(key, 3, document);
    set(key, 4, count(key) + 1);
  }

  /** Arena bytes that {@link #replaceLast} needs. */
  int replacementSize(int key, int length) {
    return length <= get(last(key), 3) ? 0 : DOCUMENT_HEADER + length + slack(length) + 8;
  }

  private static int slack(int length) {
    return length >> 3;
  }

  /** Puts a document in the place of the last one. */
  void replaceLast(int key, byte[] bytes, int offset, int length, int flags) {
    int last = last(key);
    if (length <= get(last, 3)) {
      fill(last, bytes, offset, length, flags);
      return;
    }
    int document = newDocument(bytes, offset, length, flags, slack(length));
    int before = 0;
    for (int d = first(key); d != last; d = next(d)) {
      before = d;
    }
    set(key, 3, before);
    set(key, 4, count(key) - 1);
    if (before == 0) {
      set(key, 2, 0);
    } else {
      set(before, 0, 0);
    }
    append(key, document);
  }

  /** Puts a loaded document before all others, in the place of one that is there already. */
  void prepend(int key, byte[] bytes, int offset, int length) {
    int document = newDocument(bytes, offset, length, LOADED, 0);
    int first = get(key, 2);
    boolean replaces = first != 0 && (get(first, 2) & LOADED) != 0;
    int rest = replaces ? get(first, 0) : first;
    set(document, 0, rest);
    set(key, 2, document);
    if (rest == 0) {
      set(key, 3, document);
    }
    set(key, 4, get(key, 4) + (replaces ? 0 : 1));
  }

  void clearChain(int key) {
    set(key, 2, 0);
    set(key, 3, 0);
    set(key, 4, 0);
  }

  int binding(int key) {
    return get(key, 0);
  }

  int keyLength(int key) {
    return get(key, 1);
  }

  int keyOffset(int key) {
    return arena.offset(key) + KEY_HEADER;
  }

  int first(int key) {
    return get(key, 2);
  }

  int last(int key) {
    return get(key, 3);
  }

  int count(int key) {
    return get(key, 4);
  }

  int compactAt(int key) {
    return get(key, 5);
  }

  void compactAt(int key, int count) {
    set(key, 5, count);
  }

  int next(int document) {
    return get(document, 0);
  }

  int length(int document) {
    return get(document, 1);
  }

  int flags(int document) {
    return get(document, 2);
  }

  int bytesOffset(int document) {
    return arena.offset(document) + DOCUMENT_HEADER;
  }

  byte[] chunk(int address) {
    return arena.chunk(address);
  }

  private int get(int address, int field) {
    return (int) Arena.INT.get(arena.chunk(address), arena.offset(address) + 4 * field);
  }

  private void set(int address, int field, int value) {
    Arena.INT.set(arena.chunk(address), arena.offset(address) + 4 * field, value);
  }
}
