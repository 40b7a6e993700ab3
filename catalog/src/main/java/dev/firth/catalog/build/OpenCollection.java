package dev.firth.catalog.build;

import dev.firth.catalog.fields.CollectionFields;
import dev.firth.catalog.fields.CollectionFields.Explicit;
import dev.firth.documents.shape.Inference;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.InferredPart;
import dev.firth.specs.Projection;
import tools.jackson.databind.JsonNode;

/**
 * A collection as those know it who write it: without what was seen of its documents, so that a
 * capture goes on undisturbed when that becomes more.
 */
final class OpenCollection {
  private OpenCollection() {}

  static CollectionSpec of(CollectionSpec spec) {
    if (!InferredPart.isIn(spec.readSchema())) {
      return spec;
    }
    JsonNode open = InferredPart.open(spec.readSchema());
    var explicit =
        spec.projections().stream()
            .filter(Projection::partition)
            .map(p -> new Explicit(p.field(), p.location(), true))
            .toList();
    return new CollectionSpec(
        spec.namespace(),
        spec.name(),
        spec.generation(),
        spec.key(),
        spec.writeSchema(),
        open,
        CollectionFields.of(spec.key(), explicit, Inference.infer(open)),
        spec.partitions(),
        spec.fragment(),
        spec.redactSalt());
  }
}
