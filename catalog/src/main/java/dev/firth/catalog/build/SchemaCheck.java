package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Located;
import dev.firth.crds.Schema;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.Redaction;
import dev.firth.documents.schema.SchemaException;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Shape;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Compiles schemas and puts what is wrong with them where people wrote it. */
record SchemaCheck(SchemaLibrary library, Findings findings) {

  /** Checks every Schema by itself, whether something refers to it or not. */
  void all(Draft draft) {
    for (Located<Schema> schema : draft.schemas().values()) {
      var at = new SchemaLibrary.Place(schema.origin(), SchemaLibrary.contentPointer(schema));
      library
          .bundle(library.content(schema.name()), at, ReservedSchemas.NOWHERE)
          .ifPresent(s -> check(s, at));
    }
  }

  /**
   * What is known of a schema.
   *
   * @param redactions what it may do to values of documents
   */
  record Checked(Shape shape, Set<Redaction> redactions) {}

  /** What is known of a bundled schema; nothing if it is no valid schema. */
  Optional<Checked> check(JsonNode bundled, SchemaLibrary.Place at) {
    try {
      CompiledSchema compiled = CompiledSchema.compile(bundled);
      return Optional.of(new Checked(Inference.infer(bundled), compiled.redactions()));
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

  private static String ended(String sentence) {
    return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
  }
}
