package dev.firth.protocol.codec;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.Constraint;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.session.Whom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a connector that materializes says to Firth. */
public final class MaterializeResponseCodec implements Encoder<MaterializeResponse> {
  private final SpanRows loaded;

  public MaterializeResponseCodec(Whom whom) {
    this.loaded = loaded(whom);
  }

  /** Reads responses, as Firth does. */
  public static Decoder<MaterializeResponse> decoder(Whom whom) {
    return new Reading(whom);
  }

  private static SpanRows loaded(Whom whom) {
    return new SpanRows(whom, "loaded", "doc", '}');
  }

  @Override
  public void encode(MaterializeResponse message, JsonBuffer out) {
    switch (message) {
      case MaterializeResponse.Spec(var specification) ->
          Messages.write("spec", TaskJson.write(specification), out);
      case MaterializeResponse.Validated validated ->
          Messages.write("validated", write(validated), out);
      case MaterializeResponse.Applied applied -> {
        ObjectNode content = state(applied.state());
        content.put("actionDescription", applied.action());
        Messages.write("applied", content, out);
      }
      case MaterializeResponse.Opened opened -> Messages.write("opened", write(opened), out);
      case MaterializeResponse.Acknowledged(var state) ->
          Messages.write("acknowledged", state(state), out);
      case MaterializeResponse.Loaded(var documents) -> loaded.write(documents, out);
      case MaterializeResponse.Flushed(var state) -> Messages.write("flushed", state(state), out);
      case MaterializeResponse.StartedCommit(var state) ->
          Messages.write("startedCommit", state(state), out);
    }
  }

  private static ObjectNode state(Optional<ConnectorState> state) {
    ObjectNode out = TaskJson.object();
    state.ifPresent(s -> out.set("state", TaskJson.write(s)));
    return out;
  }

  private static ObjectNode write(MaterializeResponse.Opened opened) {
    ObjectNode out = TaskJson.object();
    opened.checkpoint().ifPresent(c -> out.set("runtimeCheckpoint", c.tree()));
    CollectionJson.flag(out, "disableLoadOptimization", opened.disableLoadOptimization());
    CollectionJson.flag(out, "upsert", opened.upsert());
    CollectionJson.flag(out, "authoritative", opened.authoritative());
    return out;
  }

  private static ObjectNode write(MaterializeResponse.Validated validated) {
    ObjectNode out = TaskJson.object();
    ArrayNode bindings = out.putArray("bindings");
    for (MaterializeResponse.Validated.Binding binding : validated.bindings()) {
      ObjectNode b = bindings.addObject();
      ObjectNode constraints = b.putObject("constraints");
      binding
          .constraints()
          .forEach(
              (field, list) -> {
                if (list.size() == 1) {
                  constraints.set(field, write(list.getFirst()));
                } else {
                  ArrayNode several = constraints.putArray(field);
                  list.forEach(constraint -> several.add(write(constraint)));
                }
              });
      b.set("resourcePath", CollectionJson.texts(binding.resourcePath()));
      CollectionJson.flag(b, "deltaUpdates", binding.deltaUpdates());
    }
    return out;
  }

  private static ObjectNode write(Constraint constraint) {
    ObjectNode out = TaskJson.object();
    out.put("type", constraint.type().name()).put("reason", constraint.reason());
    if (!constraint.foldedField().isEmpty()) {
      out.put("foldedField", constraint.foldedField());
    }
    return out;
  }

  private static final class Reading extends LineDecoder<MaterializeResponse> {
    private final SpanRows loaded;

    Reading(Whom whom) {
      super(whom);
      this.loaded = loaded(whom);
    }

    @Override
    void begin(byte[] lines) {
      loaded.begin(lines);
    }

    @Override
    boolean row(Cursor line, Sink<MaterializeResponse> sink) {
      return loaded.row(line);
    }

    @Override
    boolean row(Tape tape, String name, int value, Sink<MaterializeResponse> sink) {
      return loaded.row(tape, name, value);
    }

    @Override
    void pass(Sink<MaterializeResponse> sink) throws InterruptedException {
      if (!loaded.isEmpty()) {
        sink.accept(new MaterializeResponse.Loaded(loaded.take()));
      }
    }

    @Override
    @Nullable MaterializeResponse message(Tape tape, String name, int value) {
      Fields in = fields(tape, value);
      return switch (name) {
        case "spec" -> new MaterializeResponse.Spec(TaskJson.readSpecification(in));
        case "validated" ->
            new MaterializeResponse.Validated(
                in.objects("bindings").stream().map(Reading::binding).toList());
        case "applied" -> new MaterializeResponse.Applied(in.text("actionDescription"), state(in));
        case "opened" -> opened(in);
        case "acknowledged" -> new MaterializeResponse.Acknowledged(state(in));
        case "flushed" -> new MaterializeResponse.Flushed(state(in));
        case "startedCommit" -> new MaterializeResponse.StartedCommit(state(in));
        default -> null;
      };
    }

    private static Optional<ConnectorState> state(Fields in) {
      return TaskJson.readState(in.in("state"));
    }

    private static MaterializeResponse opened(Fields in) {
      Optional<RawJson> checkpoint =
          in.has("runtimeCheckpoint")
              ? Optional.of(RawJson.of(in.get("runtimeCheckpoint")))
              : Optional.empty();
      return new MaterializeResponse.Opened(
          checkpoint,
          in.flag("disableLoadOptimization"),
          in.flag("upsert"),
          checkpoint.isPresent() || in.flag("authoritative"));
    }

    private static MaterializeResponse.Validated.Binding binding(Fields in) {
      var constraints = new HashMap<String, List<Constraint>>();
      for (var member : in.json("constraints").properties()) {
        var list = new ArrayList<Constraint>();
        if (member.getValue().isArray()) {
          member.getValue().forEach(c -> list.add(constraint(new Fields(c))));
        } else {
          list.add(constraint(new Fields(member.getValue())));
        }
        constraints.put(member.getKey(), List.copyOf(list));
      }
      return new MaterializeResponse.Validated.Binding(
          constraints, in.texts("resourcePath"), in.flag("deltaUpdates"));
    }

    private static Constraint constraint(Fields in) {
      return new Constraint(type(in.get("type")), in.text("reason"), in.text("foldedField"));
    }

    private static Constraint.Type type(JsonNode type) {
      if (type.isNumber() && type.asInt() == 7 || type.asString("").equals("UNSATISFIABLE")) {
        return Constraint.Type.INCOMPATIBLE;
      }
      return type.isNumber()
          ? Constraint.Type.values()[type.asInt()]
          : Constraint.Type.valueOf(type.asString("INVALID"));
    }
  }
}
