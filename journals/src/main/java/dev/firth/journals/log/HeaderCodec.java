package dev.firth.journals.log;

import dev.firth.journals.log.RecordHeader.CutChange;
import dev.firth.journals.log.RecordHeader.Frame;
import dev.firth.journals.log.RecordHeader.Kind;
import dev.firth.journals.log.RecordHeader.Part;
import dev.firth.journals.log.RecordHeader.RetentionChange;
import dev.firth.journals.log.RecordHeader.Slice;
import dev.firth.journals.log.RecordHeader.StateChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The header as one line of plain JSON. Members that say nothing are left out. */
final class HeaderCodec {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FORMAT = 1;

  private HeaderCodec() {}

  /** The line, with its newline. */
  static byte[] encode(RecordHeader h) {
    ObjectNode json = JSON.createObjectNode();
    json.put("firth", FORMAT);
    json.put("log", h.log().path());
    if (h.sequence() >= 0) {
      json.put("sequence", h.sequence());
    }
    if (h.epoch() >= 0) {
      json.put("epoch", h.epoch());
    }
    json.put("kind", h.kind().name().toLowerCase(Locale.ROOT));
    json.put("nonce", h.nonce());
    json.put("time", h.time().toString());
    h.clock().ifPresent(clock -> json.put("clock", clock.toString()));
    if (!h.endpoint().isEmpty()) {
      json.put("endpoint", h.endpoint());
    }
    if (h.table()) {
      json.put("table", true);
    }
    if (!h.journals().isEmpty()) {
      ObjectNode journals = json.putObject("journals");
      h.journals().forEach((n, name) -> journals.put(Integer.toString(n), name.path()));
    }
    if (!h.schemas().isEmpty()) {
      ObjectNode schemas = json.putObject("schemas");
      h.schemas().forEach((n, hash) -> schemas.put(Integer.toString(n), hash));
    }
    body(json, h);
    h.cut().ifPresent(c -> json.set(c.whole() ? "cut" : "moved", c.cut().json()));
    h.retention()
        .ifPresent(
            r ->
                json.putObject("retention")
                    .put("value", r.retention().toString())
                    .put("from", r.from().toString()));
    if (!h.fragments().isEmpty()) {
      ArrayNode cuts = json.putArray("fragments");
      h.fragments().forEach(f -> cuts.add(FragmentCutJson.encode(f)));
    }
    if (!h.written().isEmpty()) {
      ArrayNode written = json.putArray("written");
      h.written().forEach(written::add);
    }
    h.lineage().ifPresent(l -> LineageJson.encode(l, json));
    byte[] line = JSON.writeValueAsBytes(json);
    byte[] ended = java.util.Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    return ended;
  }

  private static void body(ObjectNode json, RecordHeader h) {
    if (!h.slices().isEmpty()) {
      ArrayNode slices = json.putArray("slices");
      for (Slice s : h.slices()) {
        slices
            .addArray()
            .add(s.journal())
            .add(s.begin())
            .add(s.bytes())
            .add(s.documents())
            .add(s.frame())
            .add(s.schema());
      }
    }
    if (!h.frames().isEmpty()) {
      ArrayNode frames = json.putArray("frames");
      for (Frame f : h.frames()) {
        frames
            .addArray()
            .add(f.part())
            .add(f.offset())
            .add(f.stored())
            .add(f.raw())
            .add(f.zstd() ? 1 : 0);
      }
    }
    if (!h.parts().isEmpty()) {
      ArrayNode parts = json.putArray("parts");
      for (Part p : h.parts()) {
        parts.addArray().add(p.name()).add(p.bytes()).add(p.crc32c());
      }
    }
    h.state()
        .ifPresent(s -> json.putObject("state").put("patch", s.patch()).put("frame", s.frame()));
  }

  /**
   * Reads a header line, without its newline.
   *
   * @throws CorruptRecord if it is none, or of a format of the future
   */
  static RecordHeader decode(byte[] bytes, int offset, int length) {
    try {
      JsonNode json = JSON.readTree(bytes, offset, length);
      if (json.path("firth").asInt(0) != FORMAT) {
        throw new CorruptRecord(
            "a record's format is %s, this Firth reads %d".formatted(json.path("firth"), FORMAT));
      }
      return decode(json);
    } catch (CorruptRecord known) {
      throw known;
    } catch (RuntimeException e) {
      // Whatever member is missing, of another type or out of range: the line is no header.
      String line = new String(bytes, offset, Math.min(length, 120), StandardCharsets.UTF_8);
      throw new CorruptRecord("not the header of a record (" + e.getMessage() + "): " + line);
    }
  }

  private static RecordHeader decode(JsonNode json) {
    return new RecordHeader(
        LogName.parse(json.get("log").stringValue()),
        json.path("sequence").asLong(-1),
        json.path("epoch").asLong(-1),
        Kind.valueOf(json.get("kind").stringValue().toUpperCase(Locale.ROOT)),
        json.get("nonce").stringValue(),
        Instant.parse(json.get("time").stringValue()),
        Optional.ofNullable(json.get("clock")).map(c -> HybridClock.parse(c.stringValue())),
        json.path("endpoint").asString(""),
        json.path("table").asBoolean(false),
        journals(json.path("journals")),
        schemas(json.path("schemas")),
        slices(json.path("slices")),
        frames(json.path("frames")),
        parts(json.path("parts")),
        cut(json),
        Optional.ofNullable(json.get("state"))
            .map(s -> new StateChange(s.get("patch").booleanValue(), s.get("frame").intValue())),
        Optional.ofNullable(json.get("retention"))
            .map(
                r ->
                    new RetentionChange(
                        Duration.parse(r.get("value").stringValue()),
                        Instant.parse(r.get("from").stringValue()))),
        all(json.path("fragments"), FragmentCutJson::decode),
        all(json.path("written"), JsonNode::stringValue),
        LineageJson.decode(json));
  }

  private static Optional<CutChange> cut(JsonNode json) {
    if (json.has("cut")) {
      return Optional.of(new CutChange(true, Cut.ofJson(json.get("cut"))));
    }
    return json.has("moved")
        ? Optional.of(new CutChange(false, Cut.ofJson(json.get("moved"))))
        : Optional.empty();
  }

  private static SortedMap<Integer, JournalName> journals(JsonNode json) {
    TreeMap<Integer, JournalName> map = new TreeMap<>();
    json.properties()
        .forEach(
            e ->
                map.put(
                    Integer.valueOf(e.getKey()), JournalName.parse(e.getValue().stringValue())));
    return map;
  }

  private static SortedMap<Integer, String> schemas(JsonNode json) {
    TreeMap<Integer, String> map = new TreeMap<>();
    json.properties()
        .forEach(e -> map.put(Integer.valueOf(e.getKey()), e.getValue().stringValue()));
    return map;
  }

  private static List<Slice> slices(JsonNode json) {
    List<Slice> slices = new ArrayList<>(json.size());
    int frame = -1;
    int offset = 0;
    for (JsonNode s : json) {
      if (s.get(4).intValue() != frame) {
        frame = s.get(4).intValue();
        offset = 0;
      }
      int bytes = s.get(2).intValue();
      slices.add(
          new Slice(
              s.get(0).intValue(),
              s.get(1).longValue(),
              bytes,
              s.get(3).intValue(),
              frame,
              offset,
              s.get(5).intValue()));
      offset += bytes;
    }
    return slices;
  }

  private static List<Frame> frames(JsonNode json) {
    return all(
        json,
        f ->
            new Frame(
                f.get(0).intValue(),
                f.get(1).intValue(),
                f.get(2).intValue(),
                f.get(3).intValue(),
                f.get(4).intValue() == 1));
  }

  private static List<Part> parts(JsonNode json) {
    return all(
        json, p -> new Part(p.get(0).stringValue(), p.get(1).longValue(), p.get(2).intValue()));
  }

  static <T> List<T> all(JsonNode array, java.util.function.Function<JsonNode, T> decode) {
    List<T> list = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      list.add(decode.apply(element));
    }
    return list;
  }
}
