package dev.firth.catalog.build;

import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.catalog.yaml.Value;
import dev.firth.crds.Capture;
import dev.firth.crds.Collection;
import dev.firth.crds.ConnectorUse;
import dev.firth.crds.Kind;
import dev.firth.crds.Materialization;
import dev.firth.crds.Schema;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which resources hang together: through collections and Schemas, draft and published alike. */
final class Graph {
  private final Map<Node, Node> parents = new HashMap<>();

  private Graph() {}

  static Graph of(Draft draft, SchemaLibrary library, Optional<Publication> last) {
    var graph = new Graph();
    for (Located<Collection> collection : draft.collections().values()) {
      Node node = Node.of(collection.origin());
      graph.root(node);
      library.uses(collection.origin()).forEach(s -> graph.join(node, s));
      Collection.RedactSalt salt = collection.resource().spec().redactSalt();
      if (salt != null) {
        graph.joinBroken(node, new Node(Kind.SECRET, salt.secretKeyRef().name()), draft);
      }
    }
    for (Located<Schema> schema : draft.schemas().values()) {
      Node node = Node.of(schema.origin());
      graph.root(node);
      library.uses(schema.origin()).forEach(s -> graph.join(node, s));
    }
    for (Located<Capture> capture : draft.captures().values()) {
      Node node = Node.of(capture.origin());
      graph.root(node);
      capture.resource().spec().bindings().forEach(b -> graph.joinCollection(node, b.target()));
      graph.joinBroken(node, capture.resource().spec().connector(), draft);
    }
    for (Located<Materialization> task : draft.materializations().values()) {
      Node node = Node.of(task.origin());
      graph.root(node);
      task.resource().spec().bindings().forEach(b -> graph.joinCollection(node, b.source().name()));
      graph.joinBroken(node, task.resource().spec().connector(), draft);
    }
    draft.broken().forEach(graph::broken);
    last.ifPresent(graph::published);
    return graph;
  }

  /** What a task needs and could not be read, so that it is named as what holds the task back. */
  private void joinBroken(Node task, ConnectorUse use, Draft draft) {
    var needs = new ArrayList<Node>();
    needs.add(new Node(Kind.CONNECTOR, String.valueOf(use.name())));
    for (ConnectorUse.ConfigFrom part : use.configFrom()) {
      if (part.secretKeyRef() != null) {
        needs.add(new Node(Kind.SECRET, part.secretKeyRef().name()));
      }
      if (part.configMapKeyRef() != null) {
        needs.add(new Node(Kind.CONFIG_MAP, part.configMapKeyRef().name()));
      }
    }
    needs.forEach(n -> joinBroken(task, n, draft));
  }

  private void joinBroken(Node node, Node need, Draft draft) {
    if (draft.holdsBroken(need.kind(), need.name())) {
      join(node, need);
    }
  }

  /**
   * What a resource that could not be read names, as far as that can be seen. A StorageMapping
   * names nothing, and may have served anything.
   */
  private void broken(Origin origin) {
    if (origin.kind() == Kind.STORAGE_MAPPING) {
      return;
    }
    Node node = Node.of(origin);
    root(node);
    if (origin.root().nearest(List.of("spec", "bindings")) instanceof Value.Sequence bindings) {
      for (Value binding : bindings.items()) {
        for (List<String> path : List.of(List.of("target"), List.of("source", "name"))) {
          if (binding.nearest(path) instanceof Value.Scalar name) {
            joinCollection(node, name.text());
          }
        }
      }
    }
  }

  private void published(Publication last) {
    last.collections().keySet().forEach(c -> root(new Node(Kind.COLLECTION, c)));
    for (TaskSpec task : last.tasks()) {
      Node node = node(task);
      root(node);
      switch (task) {
        case CaptureSpec c ->
            c.bindings().forEach(b -> joinCollection(node, b.collection().name()));
        case MaterializationSpec m ->
            m.bindings().forEach(b -> joinCollection(node, b.source().collection().name()));
      }
    }
  }

  static Node node(TaskSpec task) {
    return switch (task) {
      case CaptureSpec c -> new Node(Kind.CAPTURE, c.name());
      case MaterializationSpec m -> new Node(Kind.MATERIALIZATION, m.name());
    };
  }

  private void joinCollection(Node node, String collection) {
    join(node, new Node(Kind.COLLECTION, collection));
  }

  private void join(Node a, Node b) {
    parents.put(root(a), root(b));
  }

  private Node root(Node node) {
    Node at = node;
    Node parent = parents.computeIfAbsent(at, n -> n);
    while (!parent.equals(at)) {
      at = parent;
      parent = parents.getOrDefault(at, at);
    }
    return at;
  }

  /** The components, each sorted. */
  List<SortedSet<Node>> components() {
    var byRoot = new TreeMap<Node, SortedSet<Node>>();
    for (Node node : List.copyOf(parents.keySet())) {
      byRoot.computeIfAbsent(root(node), r -> new TreeSet<>()).add(node);
    }
    return List.copyOf(byRoot.values());
  }
}
