package dev.firth.catalog.build;

import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.MaterializationBinding;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.Projection;
import dev.firth.specs.SpecException;
import dev.firth.specs.SpecJson;
import dev.firth.specs.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What runs, all of it: published together or not at all. It holds no secret.
 *
 * @param namespace the catalog
 * @param tasks in order of kind and name
 * @param collections by name
 * @param retired collections that were published once and are not any more: their documents are
 *     still there, so that one of the same name has to have the same key
 * @param inputs by task's title, what it was built from: a task whose inputs stay the same is not
 *     asked about again
 * @param bound by task's title and binding's name, such as {@code Capture shop/orders}, what each
 *     binding was last published for, also if it is gone since: its state is still there
 */
public record Publication(
    String namespace,
    List<TaskSpec> tasks,
    SortedMap<String, CollectionSpec> collections,
    SortedMap<String, Retired> retired,
    SortedMap<String, String> inputs,
    SortedMap<String, Bound> bound) {

  private static final String BOUND = "bound";
  private static final JsonMapper MAPPER = SpecJson.mapper();

  public Publication {
    tasks = List.copyOf(tasks);
    collections = new TreeMap<>(collections);
    retired = new TreeMap<>(retired);
    inputs = new TreeMap<>(inputs);
    bound = new TreeMap<>(bound);
  }

  /**
   * What of a collection outlives it.
   *
   * @param generation of its documents
   * @param key of its documents
   * @param partitions locations of the fields that divide them
   */
  public record Retired(String generation, List<String> key, SortedMap<String, String> partitions) {
    public Retired {
      key = List.copyOf(key);
      partitions = new TreeMap<>(partitions);
    }

    static Retired of(CollectionSpec spec) {
      var partitions = new TreeMap<String, String>();
      spec.projections().stream()
          .filter(Projection::partition)
          .forEach(p -> partitions.put(p.field(), p.location()));
      return new Retired(spec.generation(), spec.key(), partitions);
    }
  }

  /**
   * What a binding's state and table are of.
   *
   * @param resourcePath what it was bound to
   * @param source the collection that its table was filled from; empty for a capture
   * @param deltaUpdates how its table was filled
   * @param keys the fields that identify the table's rows
   */
  public record Bound(
      List<String> resourcePath, String source, boolean deltaUpdates, List<String> keys) {
    public Bound {
      resourcePath = List.copyOf(resourcePath);
      keys = List.copyOf(keys);
    }

    private static Bound of(CaptureBinding binding) {
      return new Bound(binding.resourcePath(), "", false, List.of());
    }

    private static Bound of(MaterializationBinding binding) {
      return new Bound(
          binding.resourcePath(),
          binding.source().collection().name(),
          binding.deltaUpdates(),
          binding.fields().keys());
    }

    /** Adds what the bindings of a task are bound to, by their names in {@link #bound}. */
    static void collect(TaskSpec task, Map<String, Bound> into) {
      switch (task) {
        case CaptureSpec c -> c.bindings().forEach(b -> into.put(key(c, b.name()), of(b)));
        case MaterializationSpec m -> m.bindings().forEach(b -> into.put(key(m, b.name()), of(b)));
      }
    }

    private static String key(TaskSpec task, String binding) {
      return task.title() + "/" + binding;
    }
  }

  /** What a binding of a task was last published for. */
  Optional<Bound> bound(String title, String binding) {
    return Optional.ofNullable(bound.get(title + "/" + binding));
  }

  /** A publication of nothing. */
  public static Publication empty(String namespace) {
    return new Publication(
        namespace, List.of(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  /** The task of this {@link TaskSpec#kindName} and name. */
  public Optional<TaskSpec> task(String kindName, String name) {
    return tasks.stream()
        .filter(t -> t.kindName().equals(kindName) && t.name().equals(name))
        .findFirst();
  }

  /** What was last published under a collection's name, also if it is gone since. */
  Optional<Retired> lineage(String collection) {
    return Optional.ofNullable(collections.get(collection))
        .map(Retired::of)
        .or(() -> Optional.ofNullable(retired.get(collection)));
  }

  /** 32 hexadecimal digits that are equal if all but operational fields is. */
  public String hash() {
    return SpecJson.hash(draft(inputs));
  }

  /** Whether it differs from another one in operational fields and values of secrets at most. */
  public boolean asksForNoMoreThan(Publication other) {
    return draft(unsealed(inputs)).equals(other.draft(unsealed(other.inputs)));
  }

  private static SortedMap<String, String> unsealed(SortedMap<String, String> inputs) {
    var plain = new TreeMap<>(inputs);
    plain.replaceAll((task, input) -> SecretPrints.unsealed(input));
    return plain;
  }

  private ObjectNode draft(SortedMap<String, String> from) {
    var tree =
        (ObjectNode)
            MAPPER.valueToTree(
                new Publication(namespace, List.of(), collections, retired, from, bound));
    ObjectNode hashes = tree.putObject("tasks");
    tasks.forEach(task -> hashes.put(task.title(), task.hash()));
    return tree;
  }

  /** As one line of JSON. */
  public byte[] write() {
    return MAPPER.writeValueAsBytes(this);
  }

  /**
   * The publication that {@link #write} wrote.
   *
   * @throws SpecException if the bytes are anything else
   */
  public static Publication read(byte[] json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree instanceof ObjectNode object && !object.has(BOUND)) {
        // Written before bindings were remembered: those that run are all that is known.
        object.putObject(BOUND);
      }
      return remembering(MAPPER.treeToValue(tree, Publication.class));
    } catch (JacksonException e) {
      throw new SpecException(
          "This is no publication that this version of Firth can read: "
              + e.getOriginalMessage()
              + ".",
          e);
    }
  }

  private static Publication remembering(Publication read) {
    var bound = new TreeMap<String, Bound>();
    read.tasks.forEach(task -> Bound.collect(task, bound));
    bound.putAll(read.bound);
    return new Publication(
        read.namespace, read.tasks, read.collections, read.retired, read.inputs, bound);
  }
}
