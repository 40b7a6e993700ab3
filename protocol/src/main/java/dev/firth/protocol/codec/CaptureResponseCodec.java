package dev.firth.protocol.codec;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.session.Whom;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a connector that captures says to Firth. */
public final class CaptureResponseCodec implements Encoder<CaptureResponse> {
  private final SpanRows captured;

  public CaptureResponseCodec(Whom whom) {
    this.captured = captured(whom);
  }

  /** Reads responses, as Firth does. */
  public static Decoder<CaptureResponse> decoder(Whom whom) {
    return new Reading(whom);
  }

  private static SpanRows captured(Whom whom) {
    return new SpanRows(whom, "captured", "doc", '}');
  }

  @Override
  public void encode(CaptureResponse message, JsonBuffer out) {
    switch (message) {
      case CaptureResponse.Spec(var specification) ->
          Messages.write("spec", TaskJson.write(specification), out);
      case CaptureResponse.Discovered discovered ->
          Messages.write("discovered", write(discovered), out);
      case CaptureResponse.Validated validated -> {
        ObjectNode content = TaskJson.object();
        ArrayNode bindings = content.putArray("bindings");
        for (var path : validated.resourcePaths()) {
          bindings.addObject().set("resourcePath", CollectionJson.texts(path));
        }
        if (!validated.warnings().isEmpty()) {
          content.set("warnings", CollectionJson.texts(validated.warnings()));
        }
        Messages.write("validated", content, out);
      }
      case CaptureResponse.Applied(String action) ->
          Messages.write("applied", TaskJson.object().put("actionDescription", action), out);
      case CaptureResponse.Retained(OptionalLong walBytes) -> {
        ObjectNode content = TaskJson.object();
        walBytes.ifPresent(bytes -> content.put("walBytes", bytes));
        Messages.write("retained", content, out);
      }
      case CaptureResponse.Opened opened -> {
        ObjectNode content = TaskJson.object();
        CollectionJson.flag(content, "explicitAcknowledgements", opened.explicitAcknowledgements());
        CollectionJson.flag(content, "reportsCaughtUp", opened.reportsCaughtUp());
        Messages.write("opened", content, out);
      }
      case CaptureResponse.Captured(var documents) -> captured.write(documents, out);
      case CaptureResponse.SourcedSchema schema -> {
        ObjectNode content = TaskJson.object().put("binding", schema.binding());
        content.set("documentSchema", schema.schema());
        Messages.write("sourcedSchema", content, out);
      }
      case CaptureResponse.Checkpoint checkpoint -> write(checkpoint, out);
    }
  }

  private static ObjectNode write(CaptureResponse.Discovered discovered) {
    ObjectNode out = TaskJson.object();
    ArrayNode bindings = out.putArray("bindings");
    for (CaptureResponse.Discovered.Binding binding : discovered.bindings()) {
      ObjectNode b = bindings.addObject().put("recommendedName", binding.recommendedName());
      b.set("resourceConfig", binding.resource());
      b.set("resourcePath", CollectionJson.texts(binding.resourcePath()));
      b.set("documentSchema", binding.documentSchema());
      b.set("key", CollectionJson.texts(binding.key()));
      CollectionJson.flag(b, "disable", binding.disabled());
    }
    return out;
  }

  private static void write(CaptureResponse.Checkpoint checkpoint, JsonBuffer out) {
    Messages.begin("checkpoint", out);
    out.raw("{\"state\":{\"updated\":").raw(checkpoint.state().updated().bytes());
    out.raw(checkpoint.state().mergePatch() ? ",\"mergePatch\":true}" : "}");
    out.raw(checkpoint.caughtUp() ? ",\"caughtUp\":true}}\n" : "}}\n");
  }

  private static final class Reading extends LineDecoder<CaptureResponse> {
    private static final byte[] STATE = "state".getBytes(StandardCharsets.UTF_8);
    private static final byte[] UPDATED = "updated".getBytes(StandardCharsets.UTF_8);

    private final SpanRows captured;

    Reading(Whom whom) {
      super(whom);
      this.captured = captured(whom);
    }

    @Override
    void begin(byte[] lines) {
      captured.begin(lines);
    }

    @Override
    boolean row(Cursor line, Sink<CaptureResponse> sink) {
      return captured.row(line);
    }

    @Override
    boolean row(Tape tape, String name, int value, Sink<CaptureResponse> sink) {
      return captured.row(tape, name, value);
    }

    @Override
    void pass(Sink<CaptureResponse> sink) throws InterruptedException {
      if (!captured.isEmpty()) {
        sink.accept(new CaptureResponse.Captured(captured.take()));
      }
    }

    @Override
    @Nullable CaptureResponse message(Tape tape, String name, int value) {
      if (name.equals("checkpoint")) {
        return checkpoint(tape, value);
      }
      Fields in = fields(tape, value);
      return switch (name) {
        case "spec" -> new CaptureResponse.Spec(TaskJson.readSpecification(in));
        case "discovered" -> discovered(in);
        case "validated" ->
            new CaptureResponse.Validated(
                in.objects("bindings").stream().map(b -> b.texts("resourcePath")).toList(),
                in.texts("warnings"));
        case "applied" -> new CaptureResponse.Applied(in.text("actionDescription"));
        case "retained" ->
            new CaptureResponse.Retained(
                in.has("walBytes")
                    ? OptionalLong.of(in.json("walBytes").asLong(0))
                    : OptionalLong.empty());
        case "opened" ->
            new CaptureResponse.Opened(
                in.flag("explicitAcknowledgements"), in.flag("reportsCaughtUp"));
        case "sourcedSchema", "sourced_schema" ->
            new CaptureResponse.SourcedSchema(
                in.integer("binding"),
                in.has("documentSchema") ? in.get("documentSchema") : in.json("schema"));
        default -> null;
      };
    }

    /** The state is kept to the byte. */
    private static CaptureResponse checkpoint(Tape tape, int value) {
      Fields in = fields(tape, value);
      int state = tape.find(value, STATE);
      boolean given = state >= 0 && tape.type(state) == Tape.OBJECT;
      int updated = given ? tape.find(state, UPDATED) : -1;
      boolean caughtUp = in.flag("caughtUp");
      if (updated < 0) {
        return new CaptureResponse.Checkpoint(
            TaskJson.readState(in.in("state")).orElse(ConnectorState.patch(RawJson.EMPTY_OBJECT)),
            caughtUp);
      }
      byte[] json = Arrays.copyOfRange(tape.bytes(), tape.start(updated), tape.end(updated));
      return new CaptureResponse.Checkpoint(
          new ConnectorState(RawJson.of(json), in.in("state").flag("mergePatch")), caughtUp);
    }

    private static CaptureResponse discovered(Fields in) {
      return new CaptureResponse.Discovered(
          in.objects("bindings").stream()
              .map(
                  b ->
                      new CaptureResponse.Discovered.Binding(
                          b.text("recommendedName"),
                          b.json("resourceConfig"),
                          b.texts("resourcePath"),
                          b.json("documentSchema"),
                          b.texts("key"),
                          b.flag("disable")))
              .toList());
    }
  }
}
