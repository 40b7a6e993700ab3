package dev.firth.shard.materialize;

import dev.firth.journals.log.Cut;
import dev.firth.protocol.message.RawJson;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a destination keeps of ours, opaque to connectors: who wrote it, how far it has read, and
 * the largest key that it ever stored of each source.
 *
 * <pre>
 * {"store":"7c..","log":"acme/materialization/warehouse/0.0/00000000-ffffffff.0",
 *  "cut":{"orders.0":{"acme/capture/shop/0.0/00000000-ffffffff.0":[118,"0199d1c0a5b0-0003"]}},
 *  "max":{"orders.0":"IQc="}}
 * </pre>
 *
 * @param store id of the store that the task reads and logs to
 * @param log full path of the task's log
 * @param cut transactions before it are in the destination, none after it
 * @param max packed keys by source; every stored key is at most this one
 */
record DestinationCheckpoint(String store, String log, Cut cut, Map<String, byte[]> max) {
  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static DestinationCheckpoint parse(RawJson json) {
    try {
      JsonNode tree = json.tree();
      if (!tree.path("store").isString() || !tree.path("log").isString()) {
        throw new IllegalArgumentException("not a checkpoint of ours: it names no store and log");
      }
      Map<String, byte[]> max = new TreeMap<>();
      for (var entry : tree.path("max").properties()) {
        max.put(entry.getKey(), Base64.getDecoder().decode(entry.getValue().asString()));
      }
      return new DestinationCheckpoint(
          tree.path("store").asString(),
          tree.path("log").asString(),
          Cut.ofJson(tree.path("cut")),
          max);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a checkpoint of ours: " + e.getOriginalMessage(), e);
    }
  }

  RawJson json() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("store", store);
    out.put("log", log);
    out.set("cut", cut.json());
    ObjectNode largest = out.putObject("max");
    max.forEach((source, key) -> largest.put(source, Base64.getEncoder().encodeToString(key)));
    return RawJson.of(out);
  }
}
