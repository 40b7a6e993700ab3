package dev.firth.catalog.infer;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Limits;
import dev.firth.documents.shape.Shape;
import dev.firth.documents.shape.ShapeSchema;
import dev.firth.specs.InferredSchema;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The inferred schemas of a catalog, of at most {@link Limits#LOCATIONS} named locations each. They
 * only ever become wider, until a collection's generation changes.
 *
 * @param byCollection the name of the collection is the key
 */
public record InferredSchemas(SortedMap<String, InferredSchema> byCollection) {
  /** Of a catalog that has seen no document. */
  public static final InferredSchemas NONE = new InferredSchemas(new TreeMap<>());

  public InferredSchemas {
    byCollection = new TreeMap<>(byCollection);
  }

  /** Of these, one for each collection. */
  public static InferredSchemas of(Collection<InferredSchema> all) {
    return NONE.with(all);
  }

  /** What is known of the documents of one generation of a collection; nothing before the first. */
  public Optional<JsonNode> of(String collection, String generation) {
    return Optional.ofNullable(byCollection.get(collection))
        .filter(known -> known.generation().equals(generation))
        .map(known -> ExactJson.read(known.schema()));
  }

  /**
   * United with what shards say.
   *
   * @return this very object if it knows all of it already
   */
  public InferredSchemas with(Collection<InferredSchema> said) {
    var all = new TreeMap<>(byCollection);
    for (InferredSchema one : said) {
      all.merge(one.collection(), one, InferredSchemas::unite);
    }
    return all.equals(byCollection) ? this : new InferredSchemas(all);
  }

  /** The other generation's is what runs now: whoever says it has read a later publication. */
  private static InferredSchema unite(InferredSchema known, InferredSchema said) {
    if (known.schema().equals(said.schema()) || !known.generation().equals(said.generation())) {
      return said;
    }
    Shape wider = shape(known).union(shape(said));
    String schema = ShapeSchema.of(Limits.enforce(wider, Limits.LOCATIONS)).toString();
    return schema.equals(known.schema())
        ? known
        : new InferredSchema(known.collection(), known.generation(), schema);
  }

  private static Shape shape(InferredSchema inferred) {
    return Inference.infer(ExactJson.read(inferred.schema()));
  }
}
