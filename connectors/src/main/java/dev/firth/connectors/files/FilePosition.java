package dev.firth.connectors.files;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a file was read, and by what it is recognised.
 *
 * @param offset bytes that were read: the next line begins there
 * @param lines lines that were read
 * @param headLength bytes of the beginning that {@code head} covers: what was read of the first 4
 *     KiB
 * @param head hash of them; empty for none
 */
record FilePosition(long offset, long lines, int headLength, String head) {
  static final int HEAD = 4 << 10;
  static final FilePosition START = new FilePosition(0, 0, 0, "");

  /** The position that a state holds. */
  static FilePosition of(JsonNode state) {
    return new FilePosition(
        state.path("offset").asLong(0),
        state.path("lines").asLong(0),
        state.path("headLength").asInt(0),
        state.path("head").asString(""));
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("offset", offset)
        .put("lines", lines)
        .put("headLength", headLength)
        .put("head", head);
  }

  /** How many bytes of the beginning a position at {@code offset} is recognised by. */
  static int headLength(long offset) {
    return (int) Math.min(HEAD, offset);
  }

  /** The hash of a beginning. */
  static String hash(ByteBuffer head) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(head);
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
