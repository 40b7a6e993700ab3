package dev.firth.shard.materialize;

import dev.firth.documents.combine.Combiner;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.KeyExtractor;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.read.ReadSlice;
import dev.firth.journals.read.ReadSource;
import dev.firth.protocol.message.MaterializeResponse.Opened;
import dev.firth.shard.context.Logs;
import dev.firth.shard.context.Schemas;
import dev.firth.shard.failure.ShardException;
import dev.firth.shard.failure.ViolationSentence;
import dev.firth.shard.stamp.DocumentStamp;
import dev.firth.shard.status.TaskMeters;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.InferredPart;
import dev.firth.specs.MaterializationBinding;
import dev.firth.specs.SourceSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A binding made ready: its source, its compiled read schema, its key, and how its rows look. */
final class MaterializedBinding {
  private final MaterializationBinding spec;
  private final CollectionSpec collection;
  private final CompiledSchema schema;

  /** Without bounds that were only seen: a sum is not bound by those of its summands. */
  private final CompiledSchema reducing;

  private final KeyExtractor key;
  private final RowWriter rows;
  private final boolean replaces;
  private final DocumentStamp stamp = new DocumentStamp();
  private final JsonBuffer scratch = new JsonBuffer();
  private final @Nullable Unseen unseen;

  MaterializedBinding(MaterializationBinding spec) {
    this.spec = spec;
    collection = spec.source().collection();
    schema = Schemas.compile(collection.readSchema()).forStamped();
    boolean inferred = InferredPart.isIn(collection.readSchema());
    reducing =
        inferred
            ? Schemas.compile(InferredPart.open(collection.readSchema())).forStamped()
            : schema;
    unseen = inferred ? new Unseen(collection, reducing) : null;
    key = Schemas.key(RowWriter.keyLocations(collection, spec.fields()), collection.readSchema());
    rows = new RowWriter(collection, spec.fields());
    replaces = !collection.readSchema().toString().contains("\"reduce\"");
  }

  MaterializationBinding spec() {
    return spec;
  }

  RowWriter rows() {
    return rows;
  }

  boolean storesDocument() {
    return spec.fields().document().isPresent();
  }

  boolean deltaUpdates() {
    return spec.deltaUpdates();
  }

  Combiner.Binding combining() {
    return new Combiner.Binding(key, reducing, !spec.deltaUpdates());
  }

  /** Its name in cuts: another backfill reads the source from its start. */
  String sourceName() {
    return spec.name() + '.' + spec.backfill();
  }

  ReadSource source() {
    var partitions = new PartitionFilter(spec.source());
    CollectionName name = Logs.name(collection);
    return new ReadSource(sourceName(), name, partitions, List.of());
  }

  /** Whether a transaction's time lies in the window that is read. All its documents share it. */
  boolean inWindow(HybridClock clock) {
    return inWindow(clock.instant());
  }

  /** As {@link #inWindow(HybridClock)}, by the clock's wall time. */
  boolean inWindow(Instant at) {
    SourceSpec source = spec.source();
    return source.notBefore().map(t -> !at.isBefore(t)).orElse(true)
        && source.notAfter().map(at::isBefore).orElse(true);
  }

  /** Whether there are times that are not read. */
  boolean isWindowed() {
    return spec.source().notBefore().isPresent() || spec.source().notAfter().isPresent();
  }

  /**
   * Which keys need a lookup.
   *
   * @param authoritative whether what was stored last is known for certain
   */
  LoadPolicy loads(Opened opened, boolean authoritative, byte @Nullable [] largest) {
    return new LoadPolicy(
        spec.deltaUpdates(),
        authoritative && !opened.disableLoadOptimization(),
        opened.upsert(),
        largest);
  }

  /** Notes how a document reduces, one that was checked by the read schema. */
  void annotate(Tape tape, Annotations annotations) {
    if (replaces) {
      annotations.clear();
    } else {
      reducing.annotate(tape, 0, annotations);
    }
  }

  /**
   * Whether the documents of a slice were checked by another schema than ours, or we can't know.
   */
  boolean mustValidate(ReadSlice slice) {
    return !isCheckedBy(slice.schema());
  }

  /** Whether this is the hash of our read schema. */
  boolean isCheckedBy(String hash) {
    return hash.equals(schema.hash());
  }

  /**
   * Why the document on the tape breaks the read schema; null if it does not. The runtime's members
   * are invisible to the schema.
   *
   * @param position of the document, for the sentence
   */
  @Nullable ShardException violation(Tape tape, int offset, int length, String position) {
    if (schema.validate(tape, 0)) {
      return null;
    }
    boolean waits = unseen != null && unseen.see(tape, offset, length);
    scratch.reset();
    stamp.strip(tape.bytes(), offset, length, scratch);
    var keyText = new JsonBuffer();
    key.keyJson(tape, 0, keyText);
    var found = schema.explain(scratch.bytes(), 0, scratch.size());
    return waits
        ? ViolationSentence.unseen(collection.name(), keyText.toString(), found, position)
        : ViolationSentence.of(collection.name(), keyText.toString(), found, position);
  }

  /** Takes note of a document behind one that waits: the next schema is to admit both. */
  void lookAt(Tape tape, int offset, int length) {
    if (unseen != null && !schema.validate(tape, 0)) {
      unseen.see(tape, offset, length);
    }
  }

  /** Tells what the documents are like that wait. */
  void tellUnseen(TaskMeters meters) {
    if (unseen != null) {
      meters.inferred(unseen.said());
    }
  }
}
