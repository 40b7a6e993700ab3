package dev.firth.connectors.postgres.source.row;

import dev.firth.documents.json.JsonBuffer;
import java.util.Base64;

/**
 * Writes one non-null value, given in PostgreSQL's text format (DateStyle ISO, TimeZone UTC,
 * bytea_output hex), as JSON. Safe for use by several threads.
 */
@FunctionalInterface
interface ValueEncoder {

  void encode(byte[] bytes, int offset, int length, JsonBuffer out);

  /** Digits as they are. */
  ValueEncoder INTEGER = (bytes, offset, length, out) -> out.raw(bytes, offset, length);

  /** Text that needs no escapes: dates, numbers of any precision, UUIDs. */
  ValueEncoder PLAIN = ValueEncoder::plain;

  ValueEncoder STRING = (bytes, offset, length, out) -> out.stringUtf8(bytes, offset, length);

  ValueEncoder BOOLEAN =
      (bytes, offset, length, out) ->
          out.raw(bytes[offset] == 't' ? Literals.TRUE : Literals.FALSE);

  /** A number, or NaN, Infinity and -Infinity as strings. */
  ValueEncoder FLOAT =
      (bytes, offset, length, out) -> {
        byte last = bytes[offset + length - 1];
        if (last == 'N' || last == 'y') {
          plain(bytes, offset, length, out);
        } else {
          out.raw(bytes, offset, length);
        }
      };

  /** JSON as it was written, but on one line: documents are lines. */
  ValueEncoder JSON =
      (bytes, offset, length, out) -> {
        int start = out.size();
        out.raw(bytes, offset, length);
        byte[] written = out.bytes();
        for (int i = start; i < out.size(); i++) {
          if (written[i] == '\n' || written[i] == '\r') {
            written[i] = ' ';
          }
        }
      };

  /** Hexadecimal bytes as base64. */
  ValueEncoder BYTEA =
      (bytes, offset, length, out) -> {
        byte[] decoded = new byte[(length - 2) / 2];
        for (int i = 0; i < decoded.length; i++) {
          int digit = offset + 2 + i * 2;
          decoded[i] =
              (byte)
                  (Character.digit(bytes[digit], 16) << 4 | Character.digit(bytes[digit + 1], 16));
        }
        byte[] encoded = Base64.getEncoder().encode(decoded);
        plain(encoded, 0, encoded.length, out);
      };

  /**
   * RFC 3339 in UTC; what that cannot say (infinity, BC, years above 9999) as PostgreSQL's text.
   */
  ValueEncoder TIMESTAMPTZ =
      (bytes, offset, length, out) -> {
        if (length < 22
            || bytes[offset + 10] != ' '
            || bytes[offset + length - 3] != '+'
            || bytes[offset + length - 1] != '0') {
          plain(bytes, offset, length, out);
          return;
        }
        instant(bytes, offset, length - 3, true, out);
      };

  /** ISO 8601 without zone. */
  ValueEncoder TIMESTAMP = (bytes, offset, length, out) -> local(bytes, offset, length, false, out);

  /** RFC 3339 of a timestamp that its owner says is in UTC. */
  ValueEncoder TIMESTAMP_AS_UTC =
      (bytes, offset, length, out) -> local(bytes, offset, length, true, out);

  private static void local(byte[] bytes, int offset, int length, boolean utc, JsonBuffer out) {
    if (length < 19 || bytes[offset + 10] != ' ' || bytes[offset + length - 1] == 'C') {
      plain(bytes, offset, length, out);
    } else {
      instant(bytes, offset, length, utc, out);
    }
  }

  private static void instant(byte[] bytes, int offset, int length, boolean utc, JsonBuffer out) {
    byte[] to = out.reserve(length + 3);
    int at = out.size();
    to[at++] = '"';
    System.arraycopy(bytes, offset, to, at, length);
    to[at + 10] = 'T';
    at += length;
    if (utc) {
      to[at++] = 'Z';
    }
    to[at++] = '"';
    out.advance(at - out.size());
  }

  private static void plain(byte[] bytes, int offset, int length, JsonBuffer out) {
    byte[] to = out.reserve(length + 2);
    int at = out.size();
    to[at] = '"';
    System.arraycopy(bytes, offset, to, at + 1, length);
    to[at + length + 1] = '"';
    out.advance(length + 2);
  }
}
