package dev.firth.journals.log;

import dev.firth.journals.log.RecordHeader.RetentionChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A log's state as one JSON document. */
final class SnapshotJson {
  private SnapshotJson() {}

  static ObjectNode encode(LogState s) {
    ObjectNode json = HeaderCodec.JSON.createObjectNode();
    json.put("firth", 1).put("log", s.log.path()).put("next", s.next).put("epoch", s.epoch);
    json.put("clock", s.clock.toString()).put("lastTick", s.lastTick);
    json.set("cut", s.cut.json());
    if (s.connectorState != null) {
      json.set("connectorState", s.connectorState.deepCopy());
    }
    LineageJson.encode(s.lineage, json);
    if (s.retention != null) {
      encode(s.retention, json.putObject("retention"));
    }
    ObjectNode journals = json.putObject("journals");
    s.journals.forEach((n, name) -> journals.put(Integer.toString(n), name.path()));
    ObjectNode schemas = json.putObject("schemas");
    s.schemas.forEach((n, hash) -> schemas.put(Integer.toString(n), hash));
    ObjectNode lanes = json.putObject("lanes");
    s.lanes.forEach((n, lane) -> lanes.set(Integer.toString(n), encode(lane)));
    ArrayNode unwritten = json.putArray("unwritten");
    s.unwritten.values().forEach(f -> unwritten.add(FragmentCutJson.encode(f)));
    ObjectNode marks = json.putObject("marks");
    s.marks.forEach((n, clock) -> marks.put(Long.toString(n), clock.toString()));
    ObjectNode payloads = json.putObject("payloads");
    s.payloads.forEach((n, folder) -> payloads.put(Long.toString(n), folder));
    return json;
  }

  private static void encode(Retention retention, ObjectNode json) {
    json.put("value", retention.value().toString());
    retention
        .change()
        .ifPresent(
            c ->
                json.putObject("change")
                    .put("value", c.retention().toString())
                    .put("from", c.from().toString()));
  }

  private static ObjectNode encode(LaneState lane) {
    ObjectNode json = HeaderCodec.JSON.createObjectNode().put("end", lane.end());
    ArrayNode uncut = json.putArray("uncut");
    for (LaneState.Uncut u : lane.uncut()) {
      uncut
          .addArray()
          .add(u.begin())
          .add(u.end())
          .add(u.firstClock().toString())
          .add(u.lastClock().toString())
          .add(u.firstSequence())
          .add(u.lastSequence())
          .add(u.since().toString());
    }
    return json;
  }

  static LogState decode(LogName log, JsonNode json) {
    LogState s = new LogState(log);
    s.next = json.get("next").longValue();
    s.epoch = json.get("epoch").longValue();
    s.clock = HybridClock.parse(json.get("clock").stringValue());
    s.lastTick = json.get("lastTick").longValue();
    s.cut = Cut.ofJson(json.get("cut"));
    s.connectorState = json.get("connectorState");
    s.lineage = LineageJson.decode(json).orElseGet(() -> Lineage.root(log));
    s.retention = json.has("retention") ? retention(json.get("retention")) : null;
    json.get("journals")
        .properties()
        .forEach(
            e ->
                s.intern(
                    Integer.parseInt(e.getKey()), JournalName.parse(e.getValue().stringValue())));
    json.get("schemas")
        .properties()
        .forEach(e -> s.intern(Integer.parseInt(e.getKey()), e.getValue().stringValue()));
    json.get("lanes")
        .properties()
        .forEach(e -> s.lanes.put(Integer.valueOf(e.getKey()), lane(e.getValue())));
    json.get("unwritten")
        .forEach(
            f -> {
              RecordHeader.FragmentCut cut = FragmentCutJson.decode(f);
              s.unwritten.put(cut.key(), cut);
            });
    json.get("marks")
        .properties()
        .forEach(
            e ->
                s.marks.put(
                    Long.valueOf(e.getKey()), HybridClock.parse(e.getValue().stringValue())));
    json.get("payloads")
        .properties()
        .forEach(e -> s.payloads.put(Long.valueOf(e.getKey()), e.getValue().stringValue()));
    return s;
  }

  private static Retention retention(JsonNode json) {
    return new Retention(
        Duration.parse(json.get("value").stringValue()),
        Optional.ofNullable(json.get("change"))
            .map(
                c ->
                    new RetentionChange(
                        Duration.parse(c.get("value").stringValue()),
                        Instant.parse(c.get("from").stringValue()))));
  }

  private static LaneState lane(JsonNode json) {
    LaneState lane = new LaneState(json.get("end").longValue());
    for (JsonNode u : json.get("uncut")) {
      lane.uncut()
          .addLast(
              new LaneState.Uncut(
                  u.get(0).longValue(),
                  u.get(1).longValue(),
                  HybridClock.parse(u.get(2).stringValue()),
                  HybridClock.parse(u.get(3).stringValue()),
                  u.get(4).longValue(),
                  u.get(5).longValue(),
                  Instant.parse(u.get(6).stringValue())));
    }
    return lane;
  }
}
