package dev.firth.protocol.message;

/**
 * The key hashes that a shard owns, both ends included.
 *
 * @param begin unsigned 32 bits
 * @param end unsigned 32 bits
 */
public record KeyRange(int begin, int end) {
  public static final KeyRange FULL = new KeyRange(0, -1);

  /** Eight hexadecimal digits, a dash, eight more. */
  @Override
  public String toString() {
    return "%08x-%08x".formatted(begin, end);
  }
}
