package dev.firth.documents.key;

import dev.firth.documents.json.JsonBuffer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A growable packed key. Comparing the bytes of two, unsigned, compares the keys component by
 * component in the order of JSON values (false, true, integers, strings by UTF-8). Of two keys of
 * equally many components one begins the other only where its last component, a string, does: what
 * follows then is {@code ff}.
 *
 * <p>A component is a code and what follows it:
 *
 * <ul>
 *   <li>{@code 02} false, {@code 03} true;
 *   <li>{@code 20} zero; {@code 20 + n} a positive and {@code 20 - n} a negative integer of n
 *       bytes, n from 1 to 8: its magnitude, big-endian, the bits of negative ones inverted; beyond
 *       that {@code 29} or {@code 17}, four bytes of length and the magnitude, in the same way;
 *   <li>{@code 30} a string: its UTF-8, in which {@code 00} is {@code 00 ff}, and {@code 00}.
 * </ul>
 *
 * The format is part of the format of logs and never changes.
 */
public final class PackedKey {
  private static final int FALSE = 0x02;
  private static final int TRUE = 0x03;
  private static final int ZERO = 0x20;
  private static final int HUGE = 0x29;
  private static final int NEGATIVE_HUGE = 0x17;
  private static final int STRING = 0x30;

  private byte[] bytes = new byte[64];
  private int length;

  /** The key's bytes are the first {@link #length} of these; they change with the next key. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** {@link KeyHash} of the key. */
  public int hash() {
    return KeyHash.of(bytes, 0, length);
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  void clear() {
    length = 0;
  }

  private void need(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  void append(PackedKey other) {
    need(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
  }

  void add(boolean value) {
    need(1);
    bytes[length++] = (byte) (value ? TRUE : FALSE);
  }

  void add(long value) {
    if (value == Long.MIN_VALUE) {
      add(BigInteger.valueOf(value));
      return;
    }
    need(9);
    long magnitude = Math.abs(value);
    int size = (71 - Long.numberOfLeadingZeros(magnitude)) >> 3;
    long written = value < 0 ? ~magnitude : magnitude;
    bytes[length++] = (byte) (value < 0 ? ZERO - size : ZERO + size);
    for (int shift = (size - 1) << 3; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (written >>> shift);
    }
  }

  void add(BigInteger value) {
    if (value.bitLength() <= 63 && !value.equals(BigInteger.valueOf(Long.MIN_VALUE))) {
      add(value.longValueExact());
      return;
    }
    byte[] magnitude = value.abs().toByteArray();
    int from = magnitude[0] == 0 ? 1 : 0;
    int size = magnitude.length - from;
    int flip = value.signum() < 0 ? 0xff : 0;
    need(size + 5);
    if (size == 8) {
      bytes[length++] = (byte) (flip == 0 ? ZERO + 8 : ZERO - 8);
    } else {
      bytes[length++] = (byte) (flip == 0 ? HUGE : NEGATIVE_HUGE);
      for (int shift = 24; shift >= 0; shift -= 8) {
        bytes[length++] = (byte) (size >>> shift ^ flip);
      }
    }
    for (int i = from; i < magnitude.length; i++) {
      bytes[length++] = (byte) (magnitude[i] ^ flip);
    }
  }

  /** Adds a string by its decoded UTF-8. */
  void addString(byte[] utf8, int offset, int size) {
    need(2 * size + 2);
    bytes[length++] = STRING;
    for (int i = offset; i < offset + size; i++) {
      byte b = utf8[i];
      bytes[length++] = b;
      if (b == 0) {
        bytes[length++] = (byte) 0xff;
      }
    }
    bytes[length++] = 0;
  }

  /** Writes the key at {@code offset} as a JSON array, such as {@code [1,"a"]}. */
  public static void toJson(byte[] packed, int offset, int length, JsonBuffer out) {
    int at = offset;
    int end = offset + length;
    out.put('[');
    while (at < end) {
      if (at > offset) {
        out.put(',');
      }
      at = component(packed, at, end, out);
    }
    out.put(']');
  }

  private static int component(byte[] packed, int at, int limit, JsonBuffer out) {
    int code = packed[at] & 0xff;
    switch (code) {
      case FALSE -> out.raw("false");
      case TRUE -> out.raw("true");
      case STRING -> {
        return string(packed, at + 1, limit, out);
      }
      default -> {
        return integer(packed, at, code, out);
      }
    }
    return at + 1;
  }

  private static int string(byte[] packed, int from, int limit, JsonBuffer out) {
    int end = from;
    int zeros = 0;
    while (packed[end] != 0 || end + 1 < limit && packed[end + 1] == (byte) 0xff) {
      boolean zero = packed[end] == 0;
      zeros += zero ? 1 : 0;
      end += zero ? 2 : 1;
    }
    if (zeros == 0) {
      out.stringUtf8(packed, from, end - from);
      return end + 1;
    }
    byte[] utf8 = new byte[end - from - zeros];
    for (int i = from, n = 0; i < end; i += packed[i] == 0 ? 2 : 1) {
      utf8[n++] = packed[i];
    }
    out.stringUtf8(utf8, 0, utf8.length);
    return end + 1;
  }

  private static int integer(byte[] packed, int at, int code, JsonBuffer out) {
    int flip = code < ZERO ? 0xff : 0;
    int from = at + 1;
    int size = Math.abs(code - ZERO);
    if (code == HUGE || code == NEGATIVE_HUGE) {
      size = 0;
      for (int i = 0; i < 4; i++) {
        size = size << 8 | (packed[from++] ^ flip) & 0xff;
      }
    } else if (size > 8) {
      throw new IllegalArgumentException(
          "No packed key has the byte " + HexFormat.of().toHexDigits((byte) code));
    }
    if (size < 8) {
      long value = 0;
      for (int i = from; i < from + size; i++) {
        value = value << 8 | (packed[i] ^ flip) & 0xff;
      }
      out.number(flip == 0 ? value : -value);
      return from + size;
    }
    byte[] magnitude = new byte[size];
    for (int i = 0; i < size; i++) {
      magnitude[i] = (byte) (packed[from + i] ^ flip);
    }
    out.raw(new BigInteger(flip == 0 ? 1 : -1, magnitude).toString());
    return from + size;
  }

  /** The key as a JSON array, for messages. */
  @Override
  public String toString() {
    var out = new JsonBuffer();
    toJson(bytes, 0, length, out);
    return out.toString();
  }
}
