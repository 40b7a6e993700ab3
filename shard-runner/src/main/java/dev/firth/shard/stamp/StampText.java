package dev.firth.shard.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The text {@code "uuid":"...","clock":"..."} in one reused array. */
final class StampText {
  private static final byte[] HEAD = "\"uuid\":\"".getBytes(US_ASCII);
  private static final byte[] MIDDLE = "\",\"clock\":\"".getBytes(US_ASCII);
  private byte[] members = {};

  byte[] members(UuidSequence uuids, byte[] clock) {
    int length = HEAD.length + UuidSequence.LENGTH + MIDDLE.length + clock.length + 1;
    if (members.length != length) {
      members = new byte[length];
    }
    int at = put(HEAD, 0);
    uuids.next(members, at);
    at = put(MIDDLE, at + UuidSequence.LENGTH);
    at = put(clock, at);
    members[at] = '"';
    return members;
  }

  private int put(byte[] text, int at) {
    System.arraycopy(text, 0, members, at, text.length);
    return at + text.length;
  }
}
