package dev.firth.shard.capture;

import dev.firth.documents.json.Tape;
import dev.firth.shard.infer.SeenShape;
import dev.firth.shard.state.TaskState;
import dev.firth.shard.status.TaskMeters;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.InferredPart;
import dev.firth.specs.InferredSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the documents are like that a capture writes, of the collections whose read schema asks for
 * it: kept in the log in the transaction of the documents that changed it, and told when that is
 * committed. Looks at documents as they are written: combined and redacted, not yet stamped.
 */
final class CaptureInference {
  private static final String MEMBER = "inferred/";

  private final TaskMeters meters;
  private final List<@Nullable Seen> bindings = new ArrayList<>();
  private final Set<Seen> widened = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Tape tape = new Tape();

  /** One collection; several bindings may write it. */
  private record Seen(CollectionSpec collection, SeenShape shape) {
    static Seen of(CollectionSpec collection, TaskState state) {
      JsonNode kept = state.runtime(member(collection));
      Optional<String> known = kept.isString() ? Optional.of(kept.stringValue()) : Optional.empty();
      return new Seen(collection, new SeenShape(known));
    }

    /** Text, so that it replaces what was there rather than being merged into it. */
    static String member(CollectionSpec collection) {
      return MEMBER + collection.name() + "." + collection.generation();
    }

    void tell(TaskMeters meters) {
      meters.inferred(
          new InferredSchema(collection.name(), collection.generation(), shape.schema()));
    }
  }

  /**
   * @param state what the log holds, what was seen before included: that is told at once
   */
  CaptureInference(List<CapturedBinding> captured, TaskState state, TaskMeters meters) {
    this.meters = meters;
    Map<String, Seen> known = new HashMap<>();
    for (CapturedBinding binding : captured) {
      CollectionSpec collection = binding.spec().collection();
      bindings.add(
          InferredPart.isAskedFor(collection.readSchema())
              ? known.computeIfAbsent(collection.name(), name -> Seen.of(collection, state))
              : null);
    }
    known.values().stream()
        .filter(seen -> state.runtime(Seen.member(seen.collection)).isString())
        .forEach(seen -> seen.tell(meters));
  }

  /** A document is written. */
  void see(int binding, byte[] bytes, int offset, int length) {
    Seen seen = bindings.get(binding);
    if (seen != null) {
      tape.parse(bytes, offset, length);
      if (seen.shape.see(tape, offset, length)) {
        widened.add(seen);
      }
    }
  }

  /** The source says what a binding's documents are like, before they come. */
  void sourced(int binding, JsonNode schema) {
    Seen seen = bindings.get(binding);
    if (seen != null && seen.shape.admit(schema)) {
      widened.add(seen);
    }
  }

  /** What the log is to keep with the documents that were seen since the last commit. */
  ObjectNode changes() {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    widened.forEach(seen -> members.put(Seen.member(seen.collection), seen.shape.schema()));
    return members;
  }

  /** All that was seen is in the log for good. */
  void committed() {
    widened.forEach(seen -> seen.tell(meters));
    widened.clear();
  }
}
