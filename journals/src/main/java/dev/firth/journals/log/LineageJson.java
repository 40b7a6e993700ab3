package dev.firth.journals.log;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The members {@code pieces, promise, declined, seal, owes, parents} of a header. */
final class LineageJson {
  private LineageJson() {}

  static void encode(Lineage lineage, ObjectNode json) {
    ArrayNode pieces = json.putArray("pieces");
    lineage.pieces().forEach(p -> encode(p, pieces.addArray()));
    lineage
        .promise()
        .ifPresent(
            p -> {
              ObjectNode promise =
                  json.putObject("promise").put("id", p.id()).put("left", p.left().path());
              promise.set("joined", child(p.joined()));
            });
    lineage.declined().ifPresent(id -> json.put("declined", id));
    lineage.seal().ifPresent(s -> json.set("seal", encode(s)));
    if (!lineage.owes().isEmpty()) {
      ArrayNode owes = json.putArray("owes");
      lineage.owes().forEach(log -> owes.add(log.path()));
    }
    if (!lineage.parents().isEmpty()) {
      ArrayNode parents = json.putArray("parents");
      lineage.parents().forEach(p -> parents.addArray().add(p.log().path()).add(p.sequence()));
    }
  }

  /** {@code [lo, hi]}, or {@code [lo, hi, {cut, state}]}. */
  private static void encode(Lineage.Piece piece, ArrayNode json) {
    json.add("%08x".formatted(piece.lo())).add("%08x".formatted(piece.hi()));
    if (piece.cut().isPresent() || piece.state().isPresent()) {
      ObjectNode own = json.addObject();
      piece.cut().ifPresent(cut -> own.set("cut", cut.json()));
      piece.state().ifPresent(state -> own.set("state", state));
    }
  }

  private static Lineage.Piece piece(JsonNode json) {
    JsonNode own = json.path(2);
    return new Lineage.Piece(
        Integer.parseUnsignedInt(json.get(0).stringValue(), 16),
        Integer.parseUnsignedInt(json.get(1).stringValue(), 16),
        Optional.ofNullable(own.get("cut")).map(Cut::ofJson),
        Optional.ofNullable(own.get("state")));
  }

  private static ObjectNode encode(Seal seal) {
    ObjectNode json = HeaderCodec.JSON.createObjectNode();
    ArrayNode children = json.putArray("children");
    seal.children().forEach(c -> children.add(child(c)));
    ObjectNode lanes = json.putObject("lanes");
    new TreeMap<>(seal.lanes()).forEach((journal, end) -> lanes.put(journal.path(), end));
    return json;
  }

  private static ObjectNode child(Seal.Child child) {
    ObjectNode json =
        HeaderCodec.JSON
            .createObjectNode()
            .put("log", child.log().path())
            .put("role", child.role());
    ArrayNode parents = json.putArray("parents");
    child.parents().forEach(p -> parents.add(p.path()));
    return json;
  }

  static Optional<Lineage> decode(JsonNode json) {
    if (!json.has("pieces")) {
      return Optional.empty();
    }
    return Optional.of(
        new Lineage(
            HeaderCodec.all(json.get("pieces"), LineageJson::piece),
            Optional.ofNullable(json.get("promise")).map(LineageJson::promise),
            Optional.ofNullable(json.get("declined")).map(JsonNode::stringValue),
            Optional.ofNullable(json.get("seal")).map(LineageJson::seal),
            logs(json.path("owes")),
            HeaderCodec.all(
                json.path("parents"),
                p ->
                    new Lineage.Parent(
                        LogName.parse(p.get(0).stringValue()), p.get(1).longValue()))));
  }

  private static Lineage.Promise promise(JsonNode json) {
    return new Lineage.Promise(
        json.get("id").stringValue(),
        LogName.parse(json.get("left").stringValue()),
        child(json.get("joined")));
  }

  private static Seal seal(JsonNode json) {
    TreeMap<JournalName, Long> lanes = new TreeMap<>();
    json.get("lanes")
        .properties()
        .forEach(e -> lanes.put(JournalName.parse(e.getKey()), e.getValue().longValue()));
    return new Seal(HeaderCodec.all(json.get("children"), LineageJson::child), lanes);
  }

  private static Seal.Child child(JsonNode json) {
    return new Seal.Child(
        LogName.parse(json.get("log").stringValue()),
        logs(json.get("parents")),
        json.get("role").stringValue());
  }

  private static List<LogName> logs(JsonNode json) {
    return HeaderCodec.all(json, p -> LogName.parse(p.stringValue()));
  }
}
