package dev.firth.protocol.codec;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.session.Whom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Firth says to a connector that captures. */
public final class CaptureRequestCodec implements Encoder<CaptureRequest> {
  /** Reads requests, as a connector does. */
  public static Decoder<CaptureRequest> decoder(Whom whom) {
    return new Reading(whom);
  }

  @Override
  public void encode(CaptureRequest message, JsonBuffer out) {
    switch (message) {
      case CaptureRequest.Spec _ -> Messages.write("spec", connector(), out);
      case CaptureRequest.Discover discover -> {
        ObjectNode content = connector();
        content.set("config", discover.config());
        Messages.write("discover", content, out);
      }
      case CaptureRequest.Validate validate -> Messages.write("validate", write(validate), out);
      case CaptureRequest.Apply apply -> Messages.write("apply", write(apply), out);
      case CaptureRequest.Retained(var capture, String store) -> {
        ObjectNode content = TaskJson.object();
        content.set("capture", TaskJson.write(capture));
        Messages.write("retained", content.put("storeId", store), out);
      }
      case CaptureRequest.Open open -> Messages.write("open", write(open), out);
      case CaptureRequest.Acknowledge(int checkpoints) ->
          Messages.write("acknowledge", TaskJson.object().put("checkpoints", checkpoints), out);
    }
  }

  private static ObjectNode connector() {
    return TaskJson.object().put("connectorType", TaskJson.CONNECTOR_TYPE);
  }

  private static ObjectNode write(CaptureRequest.Validate validate) {
    ObjectNode out = connector().put("name", validate.name());
    out.set("config", validate.config());
    ArrayNode bindings = out.putArray("bindings");
    for (CaptureRequest.Validate.Binding binding : validate.bindings()) {
      ObjectNode b = bindings.addObject();
      b.set("resourceConfig", binding.resource());
      b.set("collection", CollectionJson.write(binding.collection()));
      b.put("backfill", binding.backfill());
    }
    TaskJson.last(out, "lastCapture", validate.last().map(TaskJson::write));
    return out;
  }

  private static ObjectNode write(CaptureRequest.Apply apply) {
    ObjectNode out = TaskJson.object();
    out.set("capture", TaskJson.write(apply.capture()));
    out.put("version", apply.version()).put("storeId", apply.store());
    TaskJson.last(out, "lastCapture", apply.last().map(TaskJson::write));
    out.set("state", apply.state().tree());
    return out;
  }

  private static ObjectNode write(CaptureRequest.Open open) {
    ObjectNode out = TaskJson.object();
    out.set("capture", TaskJson.write(open.capture()));
    out.put("version", open.version()).put("storeId", open.store());
    out.set("range", TaskJson.write(open.range()));
    out.set("state", open.state().tree());
    CollectionJson.flag(out, "once", open.once());
    return out;
  }

  private static final class Reading extends LineDecoder<CaptureRequest> {
    Reading(Whom whom) {
      super(whom);
    }

    @Override
    void begin(byte[] lines) {}

    @Override
    boolean row(Cursor line, Sink<CaptureRequest> sink) {
      return false;
    }

    @Override
    boolean row(Tape tape, String name, int value, Sink<CaptureRequest> sink) {
      return false;
    }

    @Override
    void pass(Sink<CaptureRequest> sink) {}

    @Override
    @Nullable CaptureRequest message(Tape tape, String name, int value) {
      Fields in = fields(tape, value);
      return switch (name) {
        case "spec" -> new CaptureRequest.Spec();
        case "discover" -> new CaptureRequest.Discover(in.json("config"));
        case "validate" -> validate(in);
        case "apply" ->
            new CaptureRequest.Apply(
                TaskJson.readCapture(in.in("capture")),
                in.text("version"),
                in.text("storeId"),
                last(in),
                RawJson.of(in.json("state")));
        case "retained" ->
            new CaptureRequest.Retained(TaskJson.readCapture(in.in("capture")), in.text("storeId"));
        case "open" ->
            new CaptureRequest.Open(
                TaskJson.readCapture(in.in("capture")),
                in.text("version"),
                in.text("storeId"),
                TaskJson.readRange(in.in("range")),
                RawJson.of(in.json("state")),
                in.flag("once"));
        case "acknowledge" -> new CaptureRequest.Acknowledge(in.integer("checkpoints"));
        default -> null;
      };
    }

    private static CaptureRequest validate(Fields in) {
      return new CaptureRequest.Validate(
          in.text("name"),
          in.json("config"),
          in.objects("bindings").stream()
              .map(
                  b ->
                      new CaptureRequest.Validate.Binding(
                          b.json("resourceConfig"),
                          CollectionJson.read(b.in("collection")),
                          b.integer("backfill")))
              .toList(),
          last(in));
    }

    private static Optional<dev.firth.protocol.message.CaptureMessage> last(Fields in) {
      return TaskJson.readLast(in, "lastCapture").map(TaskJson::readCapture);
    }
  }
}
