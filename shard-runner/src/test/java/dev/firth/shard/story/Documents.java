package dev.firth.shard.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.shard.stamp.DocumentStamp;

/** Documents as text. */
final class Documents {
  private Documents() {}

  /** A document without the runtime's members. */
  static String plain(String stamped) {
    byte[] bytes = stamped.getBytes(UTF_8);
    var out = new JsonBuffer();
    new DocumentStamp().strip(bytes, 0, bytes.length, out);
    return out.toString();
  }
}
