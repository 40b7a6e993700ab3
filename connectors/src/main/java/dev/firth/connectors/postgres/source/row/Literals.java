package dev.firth.connectors.postgres.source.row;

import java.nio.charset.StandardCharsets;

/** JSON's words, as bytes. */
final class Literals {
  static final byte[] NULL = ascii("null");
  static final byte[] TRUE = ascii("true");
  static final byte[] FALSE = ascii("false");

  private Literals() {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
