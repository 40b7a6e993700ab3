package dev.firth.operator.plan;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.catalog.build.Built;
import dev.firth.catalog.build.Publication;
import dev.firth.crds.Kind;
import dev.firth.operator.observe.Observed;
import dev.firth.operator.observe.Seen;
import dev.firth.operator.observe.SeenPod;
import dev.firth.specs.TaskSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the conditions of each resource are after a build. */
public final class Conditions {
  /** What a person has to put right in the resource itself, so that waiting does not help. */
  private static final Set<Reason> STALLED =
      EnumSet.of(
          Reason.INVALID,
          Reason.BUILD_FAILED,
          Reason.NAME_CONFLICT,
          Reason.INCOMPATIBLE_CHANGE,
          Reason.MIXED_STORES,
          Reason.NOT_YET_SUPPORTED);

  private final Observed observed;
  private final Built built;
  private final Optional<Publication> running;
  private final boolean live;

  /**
   * @param built what was made of the resources
   * @param running what runs, operational fields as they are now
   * @param live whether that is what was built; not while it waits for approval
   */
  public Conditions(Observed observed, Built built, Optional<Publication> running, boolean live) {
    this.observed = observed;
    this.built = built;
    this.running = running;
    this.live = live;
  }

  /** Those of one resource; of a Publication none, for its state says all. */
  public List<Condition> of(Seen resource) {
    var conditions = new ArrayList<Condition>();
    Condition published = published(resource);
    if (STALLED.contains(published.reason())) {
      conditions.add(new Condition("Stalled", true, published.reason(), published.message()));
    }
    conditions.add(published);
    Optional<TaskSpec> task = resource.isTask() ? task(running, resource) : Optional.empty();
    if (task.isPresent()) {
      conditions.addAll(flowing(published, resource, task.get()));
    } else {
      conditions.add(ready(published));
    }
    Condition ready = conditions.getLast();
    if (ready.reason() == Reason.STARTING) {
      conditions.add(new Condition("Reconciling", true, ready.reason(), ready.message()));
    }
    return conditions;
  }

  private static Condition ready(Condition because) {
    return new Condition("Ready", because.holds(), because.reason(), because.message());
  }

  private Condition published(Seen resource) {
    List<Problem> own = about(built.problems(), resource);
    if (!own.isEmpty()) {
      return no(own.getFirst().reason(), sentences(own));
    }
    if (resource.kind() == Kind.CONNECTOR && ContainerCommand.of(resource).isEmpty()) {
      return no(Reason.NOT_YET_SUPPORTED, ContainerCommand.missing(resource.name()));
    }
    List<Problem> blocked = about(built.blocked(), resource);
    if (!blocked.isEmpty()) {
      return no(Reason.PUBLICATION_BLOCKED, sentences(blocked));
    }
    if (!live && resource.kind() != Kind.CATALOG && !stands(resource)) {
      return no(
          Reason.AWAITING_APPROVAL,
          "This namespace publishes by hand: set spec.approved of the Publication that waits.");
    }
    return new Condition("Published", true, Reason.PUBLISHED, "The live publication holds this.");
  }

  private static Condition no(Reason reason, String message) {
    return new Condition("Published", false, reason, message);
  }

  /** Whether what is live holds the resource as it is, while changes of others wait. */
  private boolean stands(Seen resource) {
    if (resource.isTask()) {
      return task(running, resource)
          .map(TaskSpec::hash)
          .equals(task(Optional.of(built.publication()), resource).map(TaskSpec::hash));
    }
    if (resource.kind() == Kind.COLLECTION) {
      return running
          .map(r -> r.collections().get(resource.name()))
          .filter(c -> c.equals(built.publication().collections().get(resource.name())))
          .isPresent();
    }
    for (var condition : resource.status().path("conditions")) {
      if (condition.path("type").asString("").equals("Published")) {
        return condition.path("status").asString("").equals("True")
            && condition.path("observedGeneration").asLong(-1) == resource.generation();
      }
    }
    return false;
  }

  private List<Condition> flowing(Condition published, Seen resource, TaskSpec task) {
    if (!ShardPod.runs(task)) {
      String why = "It rests: its shards are 0, or it or all of its bindings are suspended.";
      var suspended = new Condition("Suspended", true, Reason.SUSPENDED, why);
      return List.of(
          suspended,
          published.holds()
              ? new Condition("Ready", true, Reason.SUSPENDED, why)
              : ready(published));
    }
    Condition flowing = flowing(resource);
    return List.of(flowing, ready(published.holds() ? flowing : published));
  }

  private Condition flowing(Seen resource) {
    List<SeenPod> pods =
        observed.pods().stream().filter(p -> p.task().equals(resource.title())).toList();
    Optional<String> trouble =
        pods.stream().map(SeenPod::trouble).filter(t -> !t.isEmpty()).findFirst();
    if (pods.stream().anyMatch(p -> p.ready() && !p.ending())) {
      return new Condition("Flowing", true, Reason.FLOWING, "Its shard moves, or is rightly idle.");
    }
    return trouble
        .map(t -> new Condition("Flowing", false, Reason.POD_FAILED, t))
        .orElseGet(
            () ->
                new Condition(
                    "Flowing",
                    false,
                    Reason.STARTING,
                    "Its shard starts: its pod is not ready yet."));
  }

  private static Optional<TaskSpec> task(Optional<Publication> publication, Seen resource) {
    return publication.flatMap(
        p -> p.tasks().stream().filter(t -> t.title().equals(resource.title())).findFirst());
  }

  private static List<Problem> about(List<Problem> problems, Seen resource) {
    return problems.stream()
        .filter(p -> p.kind().equals(resource.kind().word()) && p.name().equals(resource.name()))
        .toList();
  }

  private static String sentences(List<Problem> problems) {
    return problems.stream()
        .map(p -> p.fieldPath().isEmpty() ? p.sentence() : p.fieldPath() + ": " + p.sentence())
        .collect(Collectors.joining(" "));
  }
}
