package dev.firth.catalog.build;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Kind;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.TaskSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Puts a publication together: components without a problem as they are built, all others as they
 * were last published.
 */
final class Assembly {
  private final Draft draft;
  private final Optional<Publication> last;
  private final Set<Node> held = new HashSet<>();
  private final List<Problem> blocked = new ArrayList<>();

  Assembly(Draft draft, Optional<Publication> last, Findings findings, Graph graph) {
    this.draft = draft;
    this.last = last;
    Map<Node, Origin> origins = origins(draft);
    Set<Node> culprits = culprits(draft, findings);
    List<SortedSet<Node>> components = graph.components();
    var outside = new TreeSet<>(culprits);
    components.forEach(outside::removeAll);
    for (SortedSet<Node> component : components) {
      List<Node> guilty = component.stream().filter(culprits::contains).toList();
      boolean broken =
          !guilty.isEmpty() || component.stream().anyMatch(findings.broken()::contains);
      if (broken || (draft.isUnreadable() && isPartly(component, origins))) {
        held.addAll(component);
        component.stream()
            .filter(n -> !culprits.contains(n))
            .flatMap(n -> Optional.ofNullable(origins.get(n)).stream())
            .forEach(o -> blocked.add(blocked(o, guilty.isEmpty() ? outside : guilty)));
      }
    }
  }

  /**
   * Something that is published is not in the draft, and may stand in a file that can't be read.
   */
  private boolean isPartly(SortedSet<Node> component, Map<Node, Origin> origins) {
    return component.stream().anyMatch(n -> !origins.containsKey(n));
  }

  private static Problem blocked(Origin origin, Collection<Node> guilty) {
    String names =
        guilty.isEmpty()
            ? "a resource that can't be read"
            : String.join(", ", guilty.stream().map(Node::toString).toList());
    return origin.problem(
        Reason.PUBLICATION_BLOCKED,
        "is well, and held back by " + names + ", which it is connected to.");
  }

  private static Map<Node, Origin> origins(Draft draft) {
    var origins = new HashMap<Node, Origin>();
    Stream.of(
            draft.collections().values(),
            draft.captures().values(),
            draft.materializations().values(),
            draft.schemas().values())
        .flatMap(Collection::stream)
        .map(Located::origin)
        .forEach(o -> origins.put(Node.of(o), o));
    return origins;
  }

  private static Set<Node> culprits(Draft draft, Findings findings) {
    var culprits = new HashSet<Node>();
    Stream.concat(draft.problems().stream(), findings.problems().stream())
        .forEach(p -> Kind.of(p.kind()).ifPresent(kind -> culprits.add(new Node(kind, p.name()))));
    return culprits;
  }

  List<Problem> blocked() {
    return blocked.stream().sorted().toList();
  }

  Publication publication(
      SortedMap<String, CollectionSpec> collections, Map<Node, BuiltTask> tasks) {
    var published = new TreeMap<String, CollectionSpec>();
    var retired = new TreeMap<String, Publication.Retired>();
    last.ifPresent(
        l -> {
          retired.putAll(l.retired());
          l.collections().forEach((name, c) -> retired.put(name, Publication.Retired.of(c)));
          l.collections().forEach((name, c) -> keep(name, c, published));
        });
    collections.forEach(
        (name, c) -> {
          if (!held.contains(new Node(Kind.COLLECTION, name))) {
            published.put(name, c);
          }
        });
    retired.keySet().removeAll(published.keySet());
    var inputs = new TreeMap<String, String>();
    List<TaskSpec> all = tasks(tasks, inputs);
    var bound = new TreeMap<String, Publication.Bound>();
    last.ifPresent(l -> bound.putAll(l.bound()));
    all.forEach(task -> Publication.Bound.collect(task, bound));
    return new Publication(draft.namespace(), all, published, retired, inputs, bound);
  }

  private void keep(String name, CollectionSpec spec, SortedMap<String, CollectionSpec> into) {
    if (held.contains(new Node(Kind.COLLECTION, name))) {
      into.put(name, spec);
    }
  }

  private List<TaskSpec> tasks(Map<Node, BuiltTask> built, SortedMap<String, String> inputs) {
    var tasks = new ArrayList<TaskSpec>();
    for (TaskSpec task : last.map(Publication::tasks).orElse(List.of())) {
      if (held.contains(Graph.node(task))) {
        tasks.add(task);
        last.map(l -> l.inputs().get(task.title())).ifPresent(i -> inputs.put(task.title(), i));
      }
    }
    built.forEach(
        (node, task) -> {
          if (!held.contains(node)) {
            tasks.add(task.spec());
            inputs.put(task.spec().title(), task.inputs());
          }
        });
    tasks.sort(Comparator.comparing(TaskSpec::kindName).thenComparing(TaskSpec::name));
    return tasks;
  }
}
