package dev.firth.shard.state;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patches, RFC 7396. */
public final class MergePatch {
  private MergePatch() {}

  /**
   * A value after a patch.
   *
   * @param target is changed in place where it is an object, and must not be used further
   */
  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode members)) {
      return patch;
    }
    ObjectNode out =
        target instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      if (member.getValue().isNull()) {
        out.remove(member.getKey());
      } else {
        JsonNode before = out.path(member.getKey());
        out.set(member.getKey(), apply(before, member.getValue()));
      }
    }
    return out;
  }

  /**
   * One patch that does what two in a row do; empty where there is none, because an object takes
   * the place of a value that the first patch removed or replaced by a scalar: a merge patch cannot
   * say "replace".
   *
   * @param first is changed in place, and must not be used further
   */
  public static Optional<JsonNode> compose(JsonNode first, JsonNode second) {
    if (!(second instanceof ObjectNode later)) {
      return Optional.of(second);
    }
    if (!(first instanceof ObjectNode earlier)) {
      return Optional.empty();
    }
    for (Map.Entry<String, JsonNode> member : later.properties()) {
      JsonNode before = earlier.get(member.getKey());
      if (before == null) {
        earlier.set(member.getKey(), member.getValue());
        continue;
      }
      Optional<JsonNode> both = compose(before, member.getValue());
      if (both.isEmpty()) {
        return Optional.empty();
      }
      earlier.set(member.getKey(), both.get());
    }
    return Optional.of(earlier);
  }
}
