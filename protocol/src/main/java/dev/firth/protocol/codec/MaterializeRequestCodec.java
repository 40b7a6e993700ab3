package dev.firth.protocol.codec;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.session.Whom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Firth says to a connector that materializes. */
public final class MaterializeRequestCodec implements Encoder<MaterializeRequest> {
  private static final byte[] LOAD = SpanRows.prefix("load");
  private static final byte[] KEY = SpanRows.quoted("key");

  /** Reads requests, as a connector does. */
  public static Decoder<MaterializeRequest> decoder(Whom whom) {
    return new Reading(whom);
  }

  @Override
  public void encode(MaterializeRequest message, JsonBuffer out) {
    switch (message) {
      case MaterializeRequest.Spec _ ->
          Messages.write(
              "spec", TaskJson.object().put("connectorType", TaskJson.CONNECTOR_TYPE), out);
      case MaterializeRequest.Validate validate -> Messages.write("validate", write(validate), out);
      case MaterializeRequest.Apply apply -> Messages.write("apply", write(apply), out);
      case MaterializeRequest.Open open -> Messages.write("open", write(open), out);
      case MaterializeRequest.Acknowledge _ -> out.raw("{\"acknowledge\":{}}\n");
      case MaterializeRequest.Load(var keys) -> write(keys, out);
      case MaterializeRequest.Flush _ -> out.raw("{\"flush\":{}}\n");
      case MaterializeRequest.Store(var rows) -> StoreRows.write(rows, out);
      case MaterializeRequest.StartCommit(var checkpoint) -> {
        Messages.begin("startCommit", out);
        out.raw("{\"runtimeCheckpoint\":").raw(checkpoint.bytes()).raw("}}\n");
      }
    }
  }

  private static void write(LoadBatch keys, JsonBuffer out) {
    for (int row = 0; row < keys.count(); row++) {
      out.raw(LOAD);
      SpanRows.binding(keys.binding(row), out);
      out.raw(KEY).put(':').raw(keys.bytes(), keys.keyOffset(row), keys.keyLength(row));
      out.raw("}}\n");
    }
  }

  private static ObjectNode write(MaterializeRequest.Validate validate) {
    ObjectNode out =
        TaskJson.object()
            .put("name", validate.name())
            .put("connectorType", TaskJson.CONNECTOR_TYPE);
    out.set("config", validate.config());
    ArrayNode bindings = out.putArray("bindings");
    for (MaterializeRequest.Validate.Binding binding : validate.bindings()) {
      ObjectNode b = bindings.addObject();
      b.set("resourceConfig", binding.resource());
      b.set("collection", CollectionJson.write(binding.collection()));
      ObjectNode config = b.putObject("fieldConfig");
      binding.fieldConfig().forEach(config::set);
      b.put("backfill", binding.backfill());
      b.set("groupBy", CollectionJson.texts(binding.groupBy()));
    }
    TaskJson.last(out, "lastMaterialization", validate.last().map(TaskJson::write));
    return out;
  }

  private static ObjectNode write(MaterializeRequest.Apply apply) {
    ObjectNode out = TaskJson.object();
    out.set("materialization", TaskJson.write(apply.materialization()));
    out.put("version", apply.version()).put("storeId", apply.store());
    CollectionJson.flag(out, "takeOver", apply.takeOver());
    TaskJson.last(out, "lastMaterialization", apply.last().map(TaskJson::write));
    out.set("state", apply.state().tree());
    return out;
  }

  private static ObjectNode write(MaterializeRequest.Open open) {
    ObjectNode out = TaskJson.object();
    out.set("materialization", TaskJson.write(open.materialization()));
    out.put("version", open.version()).put("storeId", open.store());
    out.set("range", TaskJson.write(open.range()));
    out.set("state", open.state().tree());
    return out;
  }

  private static final class Reading extends LineDecoder<MaterializeRequest> {
    private final SpanRows loads;
    private final StoreRows stores = new StoreRows();

    Reading(Whom whom) {
      super(whom);
      this.loads = new SpanRows(whom, "load", "key", ']');
    }

    @Override
    void begin(byte[] lines) {
      loads.begin(lines);
      stores.begin(lines);
    }

    @Override
    boolean row(Cursor line, Sink<MaterializeRequest> sink) throws InterruptedException {
      int start = line.at;
      if (stores.row(line)) {
        passLoads(sink);
        return true;
      }
      line.at = start;
      if (loads.row(line)) {
        passStores(sink);
        return true;
      }
      return false;
    }

    @Override
    boolean row(Tape tape, String name, int value, Sink<MaterializeRequest> sink)
        throws InterruptedException {
      if (name.equals("store")) {
        passLoads(sink);
        return stores.row(tape, name, value);
      }
      if (name.equals("load")) {
        passStores(sink);
        return loads.row(tape, name, value);
      }
      return false;
    }

    @Override
    void pass(Sink<MaterializeRequest> sink) throws InterruptedException {
      passLoads(sink);
      passStores(sink);
    }

    private void passLoads(Sink<MaterializeRequest> sink) throws InterruptedException {
      if (!loads.isEmpty()) {
        sink.accept(new MaterializeRequest.Load(LoadBatch.of(loads.take())));
      }
    }

    private void passStores(Sink<MaterializeRequest> sink) throws InterruptedException {
      if (!stores.isEmpty()) {
        sink.accept(new MaterializeRequest.Store(stores.take()));
      }
    }

    @Override
    @Nullable MaterializeRequest message(Tape tape, String name, int value) {
      Fields in = fields(tape, value);
      return switch (name) {
        case "spec" -> new MaterializeRequest.Spec();
        case "validate" -> validate(in);
        case "apply" ->
            new MaterializeRequest.Apply(
                TaskJson.readMaterialization(in.in("materialization")),
                in.text("version"),
                in.text("storeId"),
                in.flag("takeOver"),
                last(in),
                RawJson.of(in.json("state")));
        case "open" ->
            new MaterializeRequest.Open(
                TaskJson.readMaterialization(in.in("materialization")),
                in.text("version"),
                in.text("storeId"),
                TaskJson.readRange(in.in("range")),
                RawJson.of(in.json("state")));
        case "acknowledge" -> new MaterializeRequest.Acknowledge();
        case "flush" -> new MaterializeRequest.Flush();
        case "startCommit" ->
            new MaterializeRequest.StartCommit(RawJson.of(in.json("runtimeCheckpoint")));
        default -> null;
      };
    }

    private static MaterializeRequest validate(Fields in) {
      return new MaterializeRequest.Validate(
          in.text("name"),
          in.json("config"),
          in.objects("bindings").stream()
              .map(
                  b ->
                      new MaterializeRequest.Validate.Binding(
                          b.json("resourceConfig"),
                          CollectionJson.read(b.in("collection")),
                          TaskJson.members(b.json("fieldConfig")),
                          b.integer("backfill"),
                          b.texts("groupBy")))
              .toList(),
          last(in));
    }

    private static Optional<MaterializationMessage> last(Fields in) {
      return TaskJson.readLast(in, "lastMaterialization").map(TaskJson::readMaterialization);
    }
  }
}
