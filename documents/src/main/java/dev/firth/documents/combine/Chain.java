package dev.firth.documents.combine;

import dev.firth.documents.json.JsonBuffer;
import java.util.Arrays;

/** Documents of one key in the making. Reused. */
final class Chain {
  private final JsonBuffer bytes = new JsonBuffer();
  private int[] offsets = new int[8];
  private int[] flags = new int[8];
  private int size;

  void clear() {
    bytes.reset();
    size = 0;
  }

  void add(byte[] source, int offset, int length, int flag) {
    if (size + 1 >= offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * offsets.length);
      flags = Arrays.copyOf(flags, 2 * flags.length);
    }
    offsets[size] = bytes.size();
    flags[size++] = flag;
    bytes.raw(source, offset, length);
    offsets[size] = bytes.size();
  }

  /** Forgets the documents from {@code from} up to {@code to}. */
  void drop(int from, int to) {
    int gone = to - from;
    if (gone <= 0) {
      return;
    }
    int start = offsets[from];
    int shift = offsets[to] - start;
    byte[] array = bytes.bytes();
    System.arraycopy(array, offsets[to], array, start, bytes.size() - offsets[to]);
    bytes.truncate(bytes.size() - shift);
    for (int i = to; i <= size; i++) {
      offsets[i - gone] = offsets[i] - shift;
      flags[i - gone] = flags[i];
    }
    size -= gone;
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes.bytes();
  }

  int totalLength() {
    return bytes.size();
  }

  int offset(int i) {
    return offsets[i];
  }

  int length(int i) {
    return offsets[i + 1] - offsets[i];
  }

  int flags(int i) {
    return flags[i];
  }
}
