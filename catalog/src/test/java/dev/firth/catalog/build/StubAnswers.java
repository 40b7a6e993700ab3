package dev.firth.catalog.build;

import dev.firth.catalog.load.JsonText;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.Constraint;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.specs.Projection;
import dev.firth.specs.SecretMask;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Two connectors that need no world: a file source and a table destination. */
public final class StubAnswers implements ConnectorAnswers {
  /** What was asked, in order. */
  public final List<String> asked = new ArrayList<>();

  private static final JsonNode CONFIG =
      JsonText.read(
          """
          {"type": "object", "required": ["address"], "additionalProperties": false,
           "properties": {
             "address": {"type": "string"},
             "port": {"type": "integer", "minimum": 1},
             "mode": {"enum": ["fast", "safe"]},
             "tls": {"type": "object"},
             "password": {"type": "string", "maxLength": 8, "secret": true}}}
          """);
  private static final JsonNode RESOURCE =
      JsonText.read(
          """
          {"type": "object", "required": ["table"], "additionalProperties": false,
           "properties": {"table": {"type": "string"}, "deltaUpdates": {"type": "boolean"}}}
          """);

  @Override
  public SortedMap<String, Known> known() {
    var known = new TreeMap<String, Known>();
    known.put("source-stub", new Known(Role.CAPTURE, List.of()));
    known.put("materialize-stub", new Known(Role.MATERIALIZATION, List.of()));
    return known;
  }

  @Override
  public ConnectorSpecification spec(String connector) {
    asked.add("spec " + connector);
    return new ConnectorSpecification(CONFIG, RESOURCE, "", List.of("/table"));
  }

  @Override
  public CaptureResponse.Validated validate(
      String connector, CaptureRequest.Validate request, SecretMask mask) {
    asked.add("validate " + request.name());
    reach(request.config());
    return new CaptureResponse.Validated(
        request.bindings().stream().map(b -> path(b.resource())).toList());
  }

  @Override
  public MaterializeResponse.Validated validate(
      String connector, MaterializeRequest.Validate request, SecretMask mask) {
    asked.add("validate " + request.name());
    reach(request.config());
    return new MaterializeResponse.Validated(
        request.bindings().stream().map(StubAnswers::answer).toList());
  }

  private static void reach(JsonNode config) {
    if (config.path("address").asString("").startsWith("down")) {
      throw ConnectorFailure.of(
          "can't reach "
              + config.path("address").stringValue()
              + " as "
              + config.path("password").asString("nobody")
              + ": connection refused. Start the database, or correct config.address.");
    }
  }

  private static List<String> path(JsonNode resource) {
    return List.of(resource.path("table").asString(""));
  }

  private static MaterializeResponse.Validated.Binding answer(
      MaterializeRequest.Validate.Binding binding) {
    var constraints = new TreeMap<String, List<Constraint>>();
    for (Projection projection : binding.collection().projections()) {
      constraints.put(projection.field(), List.of(constraint(projection)));
    }
    return new MaterializeResponse.Validated.Binding(
        constraints,
        path(binding.resource()),
        binding.resource().path("deltaUpdates").asBoolean(false));
  }

  private static Constraint constraint(Projection projection) {
    if (projection.location().isEmpty() || projection.key()) {
      return Constraint.of(Constraint.Type.LOCATION_REQUIRED, "rows are found by it");
    }
    return projection.field().equals("blob")
        ? Constraint.of(Constraint.Type.FIELD_FORBIDDEN, "tables have no such type")
        : Constraint.of(Constraint.Type.FIELD_OPTIONAL, "");
  }
}
