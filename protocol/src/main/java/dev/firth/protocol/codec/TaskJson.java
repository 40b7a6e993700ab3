package dev.firth.protocol.codec;

import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.KeyRange;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.RawJson;
import dev.firth.specs.FieldSelection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tasks, states, ranges and specifications: what several messages hold. */
final class TaskJson {
  /** What a connector is to Firth, in the protocol's word. */
  static final String CONNECTOR_TYPE = "IMAGE";

  private TaskJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode write(CaptureMessage task) {
    ObjectNode out = object();
    out.put("name", task.name()).put("connectorType", CONNECTOR_TYPE);
    out.set("config", task.config());
    out.put("intervalSeconds", task.interval().toSeconds());
    ArrayNode bindings = out.putArray("bindings");
    for (CaptureMessage.Binding binding : task.bindings()) {
      ObjectNode b = bindings.addObject();
      b.set("resourceConfig", binding.resource());
      b.set("resourcePath", CollectionJson.texts(binding.resourcePath()));
      b.set("collection", CollectionJson.write(binding.collection()));
      b.put("backfill", binding.backfill()).put("stateKey", binding.stateKey());
    }
    return out;
  }

  static CaptureMessage readCapture(Fields in) {
    return new CaptureMessage(
        in.text("name"),
        in.json("config"),
        Duration.ofSeconds(in.number("intervalSeconds")),
        in.objects("bindings").stream()
            .map(
                b ->
                    new CaptureMessage.Binding(
                        b.json("resourceConfig"),
                        b.texts("resourcePath"),
                        CollectionJson.read(b.in("collection")),
                        b.text("stateKey"),
                        b.integer("backfill")))
            .toList());
  }

  static ObjectNode write(MaterializationMessage task) {
    ObjectNode out = object();
    out.put("name", task.name()).put("connectorType", CONNECTOR_TYPE);
    out.set("config", task.config());
    ArrayNode bindings = out.putArray("bindings");
    for (MaterializationMessage.Binding binding : task.bindings()) {
      ObjectNode b = bindings.addObject();
      b.set("resourceConfig", binding.resource());
      b.set("resourcePath", CollectionJson.texts(binding.resourcePath()));
      b.set("collection", CollectionJson.write(binding.collection()));
      b.set("fieldSelection", write(binding.fields()));
      CollectionJson.flag(b, "deltaUpdates", binding.deltaUpdates());
      b.put("backfill", binding.backfill()).put("stateKey", binding.stateKey());
    }
    return out;
  }

  static MaterializationMessage readMaterialization(Fields in) {
    return new MaterializationMessage(
        in.text("name"),
        in.json("config"),
        in.objects("bindings").stream()
            .map(
                b ->
                    new MaterializationMessage.Binding(
                        b.json("resourceConfig"),
                        b.texts("resourcePath"),
                        CollectionJson.read(b.in("collection")),
                        readSelection(b.in("fieldSelection")),
                        b.flag("deltaUpdates"),
                        b.text("stateKey"),
                        b.integer("backfill")))
            .toList());
  }

  private static ObjectNode write(FieldSelection fields) {
    ObjectNode out = object();
    out.set("keys", CollectionJson.texts(fields.keys()));
    out.set("values", CollectionJson.texts(fields.values()));
    fields.document().ifPresent(document -> out.put("document", document));
    ObjectNode config = out.putObject("fieldConfig");
    fields.config().forEach(config::set);
    return out;
  }

  private static FieldSelection readSelection(Fields in) {
    return new FieldSelection(
        in.texts("keys"),
        in.texts("values"),
        in.optionalText("document"),
        members(in.json("fieldConfig")));
  }

  /** The members of an object; those that are JSON in a text are read. */
  static Map<String, JsonNode> members(JsonNode object) {
    var members = new HashMap<String, JsonNode>();
    object.properties().forEach(m -> members.put(m.getKey(), m.getValue()));
    return members;
  }

  /**
   * A task that was published before: its configuration is the endpoint, with the connector's
   * inside.
   */
  static void last(ObjectNode out, String name, Optional<ObjectNode> last) {
    if (last.isPresent()) {
      ObjectNode task = last.get();
      JsonNode config = task.path("config");
      task.putObject("config").put("image", "").set("config", config);
      out.set(name, task);
    }
  }

  /** What {@link #last} wrote, its configuration bare again. */
  static Optional<Fields> readLast(Fields in, String name) {
    if (!in.has(name)) {
      return Optional.empty();
    }
    ObjectNode task = ((ObjectNode) in.get(name)).deepCopy();
    task.set("config", new Fields(task.path("config")).json("config"));
    return Optional.of(new Fields(task));
  }

  static ObjectNode write(KeyRange range) {
    return object()
        .put("keyBegin", Integer.toUnsignedLong(range.begin()))
        .put("keyEnd", Integer.toUnsignedLong(range.end()))
        .put("rClockBegin", 0L)
        .put("rClockEnd", 0xffff_ffffL);
  }

  static KeyRange readRange(Fields in) {
    return in.has("keyEnd")
        ? new KeyRange((int) in.number("keyBegin"), (int) in.number("keyEnd"))
        : KeyRange.FULL;
  }

  static ObjectNode write(ConnectorState state) {
    ObjectNode out = object();
    out.set("updated", state.updated().tree());
    CollectionJson.flag(out, "mergePatch", state.mergePatch());
    return out;
  }

  static Optional<ConnectorState> readState(Fields in) {
    return in.has("updated")
        ? Optional.of(new ConnectorState(RawJson.of(in.get("updated")), in.flag("mergePatch")))
        : Optional.empty();
  }

  static ObjectNode write(ConnectorSpecification specification) {
    ObjectNode out = object();
    out.put("protocol", ConnectorSpecification.PROTOCOL);
    out.set("configSchema", specification.configSchema());
    out.set("resourceConfigSchema", specification.resourceSchema());
    out.put("documentationUrl", specification.documentationUrl());
    out.set("resourcePathPointers", CollectionJson.texts(specification.resourcePathPointers()));
    return out;
  }

  static ConnectorSpecification readSpecification(Fields in) {
    return new ConnectorSpecification(
        in.json("configSchema"),
        in.json("resourceConfigSchema"),
        in.text("documentationUrl"),
        in.texts("resourcePathPointers"));
  }
}
