package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.infer.InferredSchemas;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Located;
import dev.firth.crds.Collection;
import dev.firth.crds.Kind;
import dev.firth.documents.schema.Redaction;
import dev.firth.documents.shape.Exists;
import dev.firth.documents.shape.Inspection;
import dev.firth.documents.shape.Location;
import dev.firth.documents.shape.Shape;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.FragmentSpec;
import dev.firth.specs.InferredPart;
import dev.firth.specs.Projection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Makes built collections of people's Collections. */
final class CollectionBuild {
  private static final String GENERATION = "0.0";
  private static final long LEAST_SIZE = 1 << 10;
  private static final long MOST_SIZE = 5L << 30;

  private final Draft draft;
  private final SchemaLibrary library;
  private final InferredSchemas inferred;
  private final Optional<Publication> last;
  private final Findings findings;

  private CollectionBuild(
      Draft draft,
      SchemaLibrary library,
      InferredSchemas inferred,
      Optional<Publication> last,
      Findings findings) {
    this.draft = draft;
    this.library = library;
    this.inferred = inferred;
    this.last = last;
    this.findings = findings;
  }

  /** The collections that are well; what is wrong with others is added to the findings. */
  static SortedMap<String, CollectionSpec> of(
      Draft draft,
      SchemaLibrary library,
      InferredSchemas inferred,
      Optional<Publication> last,
      Findings findings) {
    var build = new CollectionBuild(draft, library, inferred, last, findings);
    var built = new TreeMap<String, CollectionSpec>();
    for (Located<Collection> collection : draft.collections().values()) {
      int before = findings.size();
      build
          .collection(collection)
          .filter(c -> findings.size() == before)
          .ifPresent(c -> built.put(c.name(), c));
    }
    return built;
  }

  private Optional<CollectionSpec> collection(Located<Collection> collection) {
    Collection.Spec spec = collection.resource().spec();
    var origin = collection.origin();
    boolean one = spec.schema() != null;
    var writeAt = new SchemaLibrary.Place(origin, one ? "/spec/schema" : "/spec/writeSchema");
    var readAt = new SchemaLibrary.Place(origin, one ? "/spec/schema" : "/spec/readSchema");
    JsonNode written = one ? spec.schema() : spec.writeSchema();
    JsonNode read = one ? spec.schema() : spec.readSchema();
    if (written == null || read == null) {
      return Optional.empty();
    }
    Optional<JsonNode> writeSchema = library.bundle(written, writeAt, ReservedSchemas.NOWHERE);
    var check = new SchemaCheck(library, findings);
    Optional<SchemaCheck.Checked> checked = writeSchema.flatMap(s -> check.check(s, writeAt));
    Optional<Shape> writeShape = checked.map(SchemaCheck.Checked::shape);
    Optional<JsonNode> readSchema =
        one
            ? writeSchema
            : library.bundle(read, readAt, reserved(collection, written, writeSchema, writeShape));
    Optional<Shape> readShape =
        one
            ? writeShape
            : readSchema.flatMap(s -> check.check(s, readAt)).map(SchemaCheck.Checked::shape);
    if (checked.isEmpty() || writeShape.isEmpty() || readShape.isEmpty()) {
      findings.broken(Kind.COLLECTION, collection.name());
      return Optional.empty();
    }
    shape(collection, writeShape.get(), writeAt, one ? "" : "writeSchema");
    if (!one) {
      shape(collection, readShape.get(), readAt, "readSchema");
    }
    List<Projection> projections =
        Projections.of(
            collection,
            writeShape.get(),
            readShape.get(),
            readSchema.filter(InferredPart::isIn).isPresent(),
            findings);
    var built =
        new CollectionSpec(
            draft.namespace(),
            collection.name(),
            GENERATION,
            spec.key(),
            writeSchema.orElseThrow(),
            readSchema.orElseThrow(),
            projections,
            projections.stream().filter(Projection::partition).map(Projection::field).toList(),
            fragment(collection),
            new SaltBuild(draft, findings)
                .of(collection, checked.get().redactions().contains(Redaction.SHA256)));
    lineage(collection, built);
    return Optional.of(built);
  }

  private ReservedSchemas reserved(
      Located<Collection> collection,
      JsonNode written,
      Optional<JsonNode> writeSchema,
      Optional<Shape> writeShape) {
    Collection.Spec spec = collection.resource().spec();
    var known = new ArrayList<String>(spec.key());
    spec.projections().stream()
        .filter(Collection.Projection::partition)
        .map(Collection.Projection::location)
        .forEach(known::add);
    Optional<JsonNode> seen = inferred.of(collection.name(), GENERATION);
    return new ReservedSchemas(
        Optional.of(written),
        writeSchema.map(RelaxedSchema::of),
        writeShape.map(shape -> InferredSchemaBuild.of(known, shape, seen)));
  }

  private void shape(
      Located<Collection> collection, Shape shape, SchemaLibrary.Place at, String which) {
    List<Inspection.Problem> root = Inspection.root(shape);
    for (Inspection.Problem problem : root) {
      add(collection, at.pointer(), problem.sentence() + ".");
    }
    if (!root.isEmpty()) {
      return;
    }
    key(collection, shape, which);
    if (!which.equals("readSchema")) {
      for (Inspection.Problem problem :
          Inspection.redactions(shape, collection.resource().spec().key())) {
        add(collection, at.pointer(), problem.sentence() + ".");
      }
      hashedKeys(collection, shape);
    }
    for (Inspection.Problem problem : Inspection.reductions(shape)) {
      add(collection, at.pointer(), problem.sentence() + ".");
    }
  }

  private void hashedKeys(Located<Collection> collection, Shape shape) {
    List<String> key = collection.resource().spec().key();
    for (int i = 0; i < key.size(); i++) {
      if (!shape.locate(key.get(i)).shape().annotations().containsKey("redact")) {
        continue;
      }
      findings.warn(
          collection.origin(),
          "/spec/key/" + i,
          key.get(i)
              + " is hashed in documents, but what a connector keeps as its own state is not: one"
              + " that walks a table by its key, as source-postgres does while it backfills, keeps"
              + " the plain key that it reached. Use another key where nobody may see these.");
    }
  }

  private void key(Located<Collection> collection, Shape shape, String which) {
    List<String> key = collection.resource().spec().key();
    var seen = new HashSet<String>();
    for (int i = 0; i < key.size(); i++) {
      String pointer = key.get(i);
      String at = "/spec/key/" + i;
      if (!seen.add(pointer)) {
        add(collection, at, pointer + " stands in the key twice; remove one of them.");
      }
      for (Inspection.Problem problem : Inspection.key(shape, List.of(pointer))) {
        boolean unknown = shape.locate(pointer).exists().compareTo(Exists.IMPLICIT) >= 0;
        add(
            collection,
            at,
            problem.sentence()
                + (which.isEmpty() ? "" : " (" + which + ")")
                + "."
                + (unknown ? nearest(pointer, shape) : ""));
      }
    }
  }

  private static String nearest(String pointer, Shape shape) {
    List<String> known =
        shape.locations().stream()
            .filter(l -> !l.pattern() && l.exists() != Exists.CANNOT)
            .map(Location::pointer)
            .toList();
    return Suggestion.sentence(pointer, known);
  }

  private FragmentSpec fragment(Located<Collection> collection) {
    Collection.Fragment wanted = collection.resource().spec().journals().fragment();
    if (wanted == null) {
      return FragmentSpec.DEFAULT;
    }
    long size = wanted.size() == null ? FragmentSpec.DEFAULT.size() : wanted.size().bytes();
    if (size < LEAST_SIZE || size > MOST_SIZE) {
      add(collection, "/spec/journals/fragment/size", "expected from 1Ki to 5Gi.");
    }
    Duration interval =
        wanted.interval() == null
            ? FragmentSpec.DEFAULT.interval()
            : wanted.interval().toDuration();
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      add(collection, "/spec/journals/fragment/interval", "expected at least 1s.");
    }
    Collection.Compression compression = wanted.compression();
    return new FragmentSpec(
        size,
        interval,
        compression == null
            ? FragmentSpec.DEFAULT.compression()
            : switch (compression) {
              case NONE -> FragmentSpec.Compression.NONE;
              case GZIP -> FragmentSpec.Compression.GZIP;
              case ZSTD -> FragmentSpec.Compression.ZSTD;
            });
  }

  /** Key and partitions stay what they were when the name was last published. */
  private void lineage(Located<Collection> collection, CollectionSpec built) {
    last.flatMap(l -> l.lineage(built.name()))
        .ifPresent(
            was -> {
              if (!was.key().equals(built.key())) {
                incompatible(collection, "/spec/key", "the key was", was.key());
              }
              if (!was.partitions().equals(Publication.Retired.of(built).partitions())) {
                incompatible(
                    collection, "/spec/projections", "the partitions were", was.partitions());
              }
            });
  }

  private void incompatible(
      Located<Collection> collection, String pointer, String what, Object was) {
    findings.add(
        collection.origin(),
        pointer,
        Reason.INCOMPATIBLE_CHANGE,
        what
            + " published as "
            + was
            + ", and documents are kept by that. Changing it needs `reset`, which is not supported"
            + " yet: take the change back, or use a collection of another name.");
  }

  private void add(Located<Collection> collection, String pointer, String sentence) {
    findings.add(collection.origin(), pointer, Reason.BUILD_FAILED, sentence);
  }
}
