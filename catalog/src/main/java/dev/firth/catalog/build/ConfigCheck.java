package dev.firth.catalog.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.ConnectorUse;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.SchemaException;
import dev.firth.documents.schema.Violation;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Location;
import dev.firth.documents.shape.Shape;
import dev.firth.specs.SecretMask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Holds what people configured against the connector's own schemas. */
final class ConfigCheck {
  private final Findings findings;
  private final Map<JsonNode, Optional<CompiledSchema>> compiled = new HashMap<>();

  ConfigCheck(Findings findings) {
    this.findings = findings;
  }

  /** A connector's configuration, secrets included; their values are never shown. */
  void config(Origin task, ConnectorUse use, ConnectorConfig config, JsonNode schema) {
    String at = "/spec/connector/config";
    Shape shape = Inference.infer(schema);
    SecretMask mask = config.mask(schema);
    check(
        task,
        config.revealed(),
        schema,
        location ->
            config
                .from(use, location)
                .map(i -> "/spec/connector/configFrom/" + i)
                .orElse(at + location),
        violation -> {
          boolean secret =
              config.isSecret(violation.pointer())
                  || shape.locate(violation.pointer()).shape().secret();
          return secret ? " at " + violation.pointer() : ", got " + mask.apply(violation.found());
        });
  }

  /** A binding's resource. */
  void resource(Origin task, int binding, JsonNode resource, JsonNode schema) {
    check(
        task,
        resource,
        schema,
        location -> "/spec/bindings/" + binding + "/resource" + location,
        violation -> ", got " + violation.found());
  }

  private void check(
      Origin task,
      JsonNode value,
      JsonNode schema,
      Function<String, String> place,
      Function<Violation, String> found) {
    byte[] bytes = value.toString().getBytes(UTF_8);
    for (Violation violation : violations(schema, bytes)) {
      String pointer = violation.pointer();
      switch (violation.keyword()) {
        case "required", "dependentRequired" -> {
          String member = violation.expected().replaceAll("^member \"|\"$", "");
          add(
              task,
              place.apply(Origin.child(pointer, member)),
              "is missing; " + needs(schema, pointer, member));
        }
        case "additionalProperties", "unevaluatedProperties" ->
            add(
                task,
                place.apply(pointer),
                "the connector has no such setting." + nearest(schema, pointer));
        default ->
            add(
                task,
                place.apply(pointer),
                "expected " + violation.expected() + found.apply(violation) + ".");
      }
    }
  }

  private List<Violation> violations(JsonNode schema, byte[] value) {
    Optional<CompiledSchema> known = compiled.computeIfAbsent(schema, ConfigCheck::compile);
    if (known.isEmpty()) {
      return List.of();
    }
    var tape = new Tape();
    tape.parse(value, 0, value.length);
    return known.get().validate(tape, 0) ? List.of() : known.get().explain(value, 0, value.length);
  }

  /** A schema of a connector's that is none can't be held against anyone. */
  private static Optional<CompiledSchema> compile(JsonNode schema) {
    try {
      return Optional.of(CompiledSchema.compile(schema));
    } catch (SchemaException _) {
      return Optional.empty();
    }
  }

  private static String needs(JsonNode schema, String parent, String member) {
    Shape wanted = Inference.infer(schema).locate(Origin.child(parent, member)).shape();
    String types = wanted.types().isEmpty() ? "" : " (" + wanted.types() + ")";
    return "the connector needs it"
        + types
        + wanted.description().map(d -> ": " + d.strip().replaceAll("\\.$", "")).orElse("")
        + ".";
  }

  private static String nearest(JsonNode schema, String pointer) {
    int end = pointer.lastIndexOf('/');
    String parent = pointer.substring(0, end + 1);
    List<String> known =
        Inference.infer(schema).locations().stream()
            .filter(l -> !l.pattern() && l.pointer().startsWith(parent))
            .map(Location::pointer)
            .map(p -> p.substring(end + 1))
            .filter(p -> !p.isEmpty() && p.indexOf('/') < 0)
            .toList();
    String suggestion = Suggestion.sentence(pointer.substring(end + 1), known);
    return suggestion.isEmpty() ? " Known: " + String.join(", ", known) + "." : suggestion;
  }

  private void add(Origin task, String pointer, String sentence) {
    findings.add(task, pointer, Reason.BUILD_FAILED, sentence);
  }
}
