package dev.firth.shard.materialize;

import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.shard.infer.SeenShape;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.InferredSchema;
import java.util.Optional;

/**
 * Documents of a binding that are like none that its published read schema knows, where that is
 * inferred: they are no mistake of anybody's, but wait until a wider one is published.
 */
final class Unseen {
  private final CollectionSpec collection;
  private final SeenShape shape = new SeenShape(Optional.empty());
  private final CompiledSchema open;

  /**
   * @param open the read schema without what was seen, for documents as they are stored
   */
  Unseen(CollectionSpec collection, CompiledSchema open) {
    this.collection = collection;
    this.open = open;
  }

  /** Whether a document breaks nothing but what is inferred; if so, it is taken note of. */
  boolean see(Tape document, int offset, int length) {
    if (!open.validate(document, 0)) {
      return false;
    }
    shape.see(document, offset, length);
    return true;
  }

  /** What the documents are like that were taken note of. */
  InferredSchema said() {
    return new InferredSchema(collection.name(), collection.generation(), shape.schema());
  }
}
