package dev.firth.shard.capture;

import dev.firth.documents.combine.Combiner;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.KeyExtractor;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.Journal;
import dev.firth.journals.log.ShardLog;
import dev.firth.shard.context.Schemas;
import dev.firth.shard.stamp.PartitionPath;
import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CollectionSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A binding made ready: its compiled schema, its key, and the journals that it writes to. */
final class CapturedBinding {
  private final CaptureBinding spec;
  private final CompiledSchema schema;
  private final KeyExtractor key;
  private final PartitionPath partitions;
  private final CollectionName collection;
  private final Map<String, Journal> journals = new HashMap<>();
  private final Tape tape = new Tape();
  private final @Nullable CaptureRedaction redaction;

  /**
   * @param salt of the hashes of what is redacted so; empty where nobody gave one
   */
  CapturedBinding(CaptureBinding spec, Optional<byte[]> salt) {
    this.spec = spec;
    CollectionSpec written = spec.collection();
    schema = Schemas.compile(written.writeSchema());
    redaction = schema.redactions().isEmpty() ? null : new CaptureRedaction(schema, salt);
    key = Schemas.key(written.key(), written.writeSchema());
    partitions = new PartitionPath(fields(written));
    collection = new CollectionName(written.namespace(), written.name(), written.generation());
  }

  private static List<PartitionPath.Field> fields(CollectionSpec collection) {
    var fields = new ArrayList<PartitionPath.Field>();
    for (String field : collection.partitions()) {
      String location = collection.projection(field).orElseThrow().location();
      fields.add(new PartitionPath.Field(field, Pointer.of(location)));
    }
    return fields;
  }

  CaptureBinding spec() {
    return spec;
  }

  CompiledSchema schema() {
    return schema;
  }

  /** What takes values out of its documents; null if nothing does. */
  @Nullable CaptureRedaction redaction() {
    return redaction;
  }

  KeyExtractor key() {
    return key;
  }

  Combiner.Binding combining() {
    return new Combiner.Binding(key, schema, false);
  }

  /** The journal of a document. The handles are the log's: one owner, one set of bindings. */
  Journal journal(ShardLog log, byte[] document, int offset, int length) {
    String path = "";
    if (partitions.partitioned()) {
      tape.parse(document, offset, length);
      path = partitions.of(tape, 0);
    }
    Journal known = journals.get(path);
    if (known == null) {
      known = log.journal(collection.journal(path), schema.hash());
      journals.put(path, known);
    }
    return known;
  }
}
