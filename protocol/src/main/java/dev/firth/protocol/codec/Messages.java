package dev.firth.protocol.codec;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.Limits;
import dev.firth.protocol.message.RawJson;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages of one member. */
final class Messages {
  private Messages() {}

  static void write(String name, ObjectNode content, JsonBuffer out) {
    begin(name, out);
    byte[] json = RawJson.of(content).bytes();
    if (json.length > Limits.MESSAGE) {
      throw ConnectorFailure.of(
          "a message \"%s\" has %.1f MiB, but the most is 64 MiB."
              .formatted(name, json.length / 1048576.0));
    }
    out.raw(json).raw("}\n");
  }

  /** The beginning of a message whose content the caller writes, and {@code "}\n"} after it. */
  static void begin(String name, JsonBuffer out) {
    out.raw("{\"").raw(name).raw("\":");
  }
}
