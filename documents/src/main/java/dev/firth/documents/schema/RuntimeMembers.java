package dev.firth.documents.schema;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.firth.documents.json.Tape;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the runtime stamps into documents: {@code uuid} and {@code clock} of {@code _meta}. */
final class RuntimeMembers {
  private static final byte[] META = "_meta".getBytes(US_ASCII);
  private static final byte[] UUID = "uuid".getBytes(US_ASCII);
  private static final byte[] CLOCK = "clock".getBytes(US_ASCII);
  private static final long META_HASH = Tape.nameHash(META, 0, META.length);
  private static final long UUID_HASH = Tape.nameHash(UUID, 0, UUID.length);
  private static final long CLOCK_HASH = Tape.nameHash(CLOCK, 0, CLOCK.length);
  private static final int NAME = 2;

  private RuntimeMembers() {}

  /** Takes them out of a tree, as they are hidden on a tape. */
  static void remove(JsonNode root) {
    if (root instanceof ObjectNode document && document.get("_meta") instanceof ObjectNode meta) {
      boolean stamped = meta.has("uuid");
      meta.remove(List.of("uuid", "clock"));
      if (stamped && meta.isEmpty()) {
        document.remove("_meta");
      }
    }
  }

  /** Hides them in the document at {@code root}; and all of {@code _meta} if it has no others. */
  static void hide(Tape tape, int root) {
    int meta = tape.find(root, META, META_HASH);
    if (meta < 0 || tape.type(meta) != Tape.OBJECT) {
      return;
    }
    int uuid = tape.find(meta, UUID, UUID_HASH);
    int clock = tape.find(meta, CLOCK, CLOCK_HASH);
    if (uuid >= 0) {
      tape.hide(meta, uuid - NAME);
    }
    if (clock >= 0) {
      tape.hide(meta, clock - NAME);
    }
    if (uuid >= 0 && tape.visible(meta) == 0) {
      tape.hide(root, meta - NAME);
    }
  }
}
