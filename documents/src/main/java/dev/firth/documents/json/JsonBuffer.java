package dev.firth.documents.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON being written as UTF-8 into a growing array. The caller writes the structure, the buffer the
 * quotes and escapes. Reusable: {@link #reset} keeps the array.
 */
public final class JsonBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int size;

  public JsonBuffer() {
    this(1024);
  }

  /** A buffer whose array holds {@code capacity} bytes before it grows. */
  public JsonBuffer(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** The array that holds the first {@link #size} bytes; valid until the next write. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  public void reset() {
    size = 0;
  }

  /** Drops what was written after the first {@code size} bytes. */
  public void truncate(int size) {
    this.size = Math.min(size, this.size);
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** What was written, decoded. */
  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  /**
   * Room for {@code more} bytes at {@link #size}, to be filled by the caller and then {@link
   * #advance taken}.
   */
  public byte[] reserve(int more) {
    if (bytes.length - size < more) {
      long wanted =
          Math.max((long) size + more, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 16));
      if (wanted > Integer.MAX_VALUE - 16) {
        throw new OutOfMemoryError("JSON of more than 2 GiB");
      }
      bytes = Arrays.copyOf(bytes, (int) wanted);
    }
    return bytes;
  }

  /** Takes {@code written} bytes that the caller wrote to the reserved room. */
  public void advance(int written) {
    size += written;
  }

  /** One ASCII character as it is, such as a brace or a comma. */
  public JsonBuffer put(char ascii) {
    reserve(1)[size++] = (byte) ascii;
    return this;
  }

  /** Bytes as they are. */
  public JsonBuffer raw(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, reserve(length), size, length);
    size += length;
    return this;
  }

  /** Bytes as they are. */
  public JsonBuffer raw(byte[] source) {
    return raw(source, 0, source.length);
  }

  /** Text as it is, such as a literal. */
  public JsonBuffer raw(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The value of a node as its document writes it. */
  public JsonBuffer value(Tape tape, int node) {
    int start = tape.start(node);
    return raw(tape.bytes(), start, tape.end(node) - start);
  }

  /** A quoted string; a lone surrogate, which JSON in UTF-8 cannot hold, becomes U+FFFD. */
  public JsonBuffer string(String text) {
    int length = text.length();
    reserve(length + 2);
    put('"');
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c);
      } else if (!Character.isSurrogate(c)) {
        codePoint(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        codePoint(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        codePoint(0xFFFD);
      }
    }
    return put('"');
  }

  /** A quoted string from its decoded characters in UTF-8. */
  public JsonBuffer stringUtf8(byte[] utf8, int offset, int length) {
    reserve(length + 2);
    put('"');
    int end = offset + length;
    int plain = offset;
    for (int i = offset; i < end; i++) {
      int c = utf8[i];
      if (c >= 0 && (c < ' ' || c == '"' || c == '\\')) {
        raw(utf8, plain, i - plain);
        ascii(c);
        plain = i + 1;
      }
    }
    raw(utf8, plain, end - plain);
    return put('"');
  }

  private void codePoint(int c) {
    size = Utf8.encode(c, reserve(4), size);
  }

  private void ascii(int c) {
    if (c >= ' ' && c != '"' && c != '\\') {
      put((char) c);
      return;
    }
    put('\\');
    switch (c) {
      case '"', '\\' -> put((char) c);
      case '\b' -> put('b');
      case '\f' -> put('f');
      case '\n' -> put('n');
      case '\r' -> put('r');
      case '\t' -> put('t');
      default -> {
        raw("u00");
        put((char) HEX[c >> 4]);
        put((char) HEX[c & 15]);
      }
    }
  }

  /** An integer in decimal digits. */
  public JsonBuffer number(long value) {
    if (value == Long.MIN_VALUE) {
      return raw("-9223372036854775808");
    }
    reserve(20);
    long rest = value;
    if (rest < 0) {
      put('-');
      rest = -rest;
    }
    int digits = 1;
    for (long ten = 10; digits < 19 && rest >= ten; ten *= 10) {
      digits++;
    }
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }
}
