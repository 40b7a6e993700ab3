package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Schema;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.Redaction;
import dev.firth.documents.schema.SchemaException;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Shape;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Compiles schemas and puts what is wrong with them where people wrote it. */
record SchemaCheck(SchemaLibrary library, Findings findings) {

  /** Checks every Schema by itself, whether something refers to it or not. */
  void all(Draft draft) {
    for (Located<Schema> schema : draft.schemas().values()) {
      var at = new SchemaLibrary.Place(schema.origin(), SchemaLibrary.contentPointer(schema));
      library
          .bundle(library.content(schema.name()), at, Optional.empty())
          .ifPresent(s -> shape(s, at));
    }
  }

  /** The shape of a bundled schema; nothing if it is no valid schema. */
  Optional<Shape> shape(JsonNode bundled, SchemaLibrary.Place at) {
    try {
      CompiledSchema compiled = CompiledSchema.compile(bundled);
      if (compiled.redactions().contains(Redaction.SHA256)) {
        hashes(bundled, "", at);
        findings.broken(at.origin().kind(), at.origin().name());
        return Optional.empty();
      }
      return Optional.of(Inference.infer(bundled));
    } catch (SchemaException e) {
      for (SchemaException.Problem problem : e.problems()) {
        SchemaLibrary.Place place = library.place(at, problem.pointer());
        Reason reason = problem.notYetSupported() ? Reason.NOT_YET_SUPPORTED : Reason.BUILD_FAILED;
        findings.add(place.origin(), place.pointer(), reason, ended(problem.sentence()));
      }
      findings.broken(at.origin().kind(), at.origin().name());
      return Optional.empty();
    }
  }

  private void hashes(JsonNode schema, String pointer, SchemaLibrary.Place at) {
    if (schema.path("redact").path("strategy").asString("").equals("sha256")) {
      SchemaLibrary.Place place = library.place(at, pointer + "/redact");
      findings.add(
          place.origin(),
          place.pointer(),
          Reason.NOT_YET_SUPPORTED,
          "sha256 needs a salt, which cannot be given yet. Use {strategy: block}, or leave the"
              + " value out at the source.");
    }
    if (schema.isObject()) {
      schema.properties().forEach(m -> hashes(m.getValue(), Origin.child(pointer, m.getKey()), at));
    } else if (schema.isArray()) {
      for (int i = 0; i < schema.size(); i++) {
        hashes(schema.get(i), pointer + "/" + i, at);
      }
    }
  }

  private static String ended(String sentence) {
    return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
  }
}
