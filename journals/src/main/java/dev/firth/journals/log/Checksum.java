package dev.firth.journals.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/** CRC-32C of what lies outside a record. */
final class Checksum {
  private Checksum() {}

  static int of(byte[] bytes) {
    return of(List.of(ByteBuffer.wrap(bytes)));
  }

  static int of(List<ByteBuffer> parts) {
    CRC32C crc = new CRC32C();
    parts.forEach(part -> crc.update(part.duplicate()));
    return (int) crc.getValue();
  }
}
