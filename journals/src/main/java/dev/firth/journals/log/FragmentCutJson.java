package dev.firth.journals.log;

import dev.firth.journals.log.RecordHeader.FragmentCut;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Cuts of fragments as JSON, in headers and snapshots. */
final class FragmentCutJson {
  private FragmentCutJson() {}

  static ObjectNode encode(FragmentCut cut) {
    return HeaderCodec.JSON
        .createObjectNode()
        .put("journal", cut.journal())
        .put("begin", cut.begin())
        .put("end", cut.end())
        .put("first", cut.firstSequence())
        .put("last", cut.lastSequence())
        .put("key", cut.key())
        .put("codec", cut.codec())
        .put("store", cut.store());
  }

  static FragmentCut decode(JsonNode json) {
    return new FragmentCut(
        json.get("journal").intValue(),
        json.get("begin").longValue(),
        json.get("end").longValue(),
        json.get("first").longValue(),
        json.get("last").longValue(),
        json.get("key").stringValue(),
        json.get("codec").stringValue(),
        json.get("store").stringValue());
  }
}
