package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.build.ConnectorAnswers.Role;
import dev.firth.catalog.build.TaskSteps.Ground;
import dev.firth.catalog.build.TaskSteps.Wanted;
import dev.firth.catalog.fields.Outcome;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Materialization;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.MaterializationBinding;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.OnViolation;
import dev.firth.specs.SourceSpec;
import dev.firth.specs.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Makes a built materialization of a Materialization. */
final class MaterializationBuild {
  private static final String ZERO = "0.0";

  private final TaskParts parts;
  private final TaskSteps steps;
  private final ConnectorAnswers answers;
  private final Consumer<BoundFields> outcomes;

  /**
   * @param outcomes takes what becomes of the fields of each binding that a connector is asked for
   */
  MaterializationBuild(
      TaskParts parts, TaskSteps steps, ConnectorAnswers answers, Consumer<BoundFields> outcomes) {
    this.parts = parts;
    this.steps = steps;
    this.answers = answers;
    this.outcomes = outcomes;
  }

  /** A binding that runs, and where it stands in the file. */
  private record Active(
      int index, Materialization.Binding binding, SourceSpec source, BindingFields fields) {
    CollectionSpec collection() {
      return source.collection();
    }
  }

  /** What a connector's answer makes of one binding. */
  private record Settled(List<String> resourcePath, boolean deltaUpdates, FieldSelection fields) {}

  /** The built task and what it was built from; nothing if something is wrong with it. */
  Optional<BuiltTask> build(Located<Materialization> materialization) throws InterruptedException {
    Materialization.Spec spec = materialization.resource().spec();
    int before = parts.findings().size();
    List<Active> active = active(materialization);
    var sources = new TreeSet<String>();
    spec.bindings().forEach(b -> sources.add(b.source().name()));
    Optional<Ground> found =
        steps.ground(
            before,
            materialization.origin(),
            spec,
            Role.MATERIALIZATION,
            sources,
            active.stream().map(Active::collection).toList());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Ground ground = found.get();
    Optional<MaterializationSpec> was =
        steps.was(TaskSpec.MATERIALIZATION, materialization.name(), MaterializationSpec.class);
    Optional<MaterializationSpec> same = steps.unchanged(was, ground);
    Optional<List<Settled>> settled =
        same.isPresent() ? same.map(MaterializationBuild::settled) : ask(ground, active, was);
    return settled.map(s -> new BuiltTask(spec(spec, ground, active, s), ground.inputs()));
  }

  private static List<Settled> settled(MaterializationSpec was) {
    return was.bindings().stream()
        .map(b -> new Settled(b.resourcePath(), b.deltaUpdates(), b.fields()))
        .toList();
  }

  private List<Active> active(Located<Materialization> materialization) {
    Origin origin = materialization.origin();
    var sources = new Sources(origin, parts.findings());
    var active = new ArrayList<Active>();
    List<Materialization.Binding> bindings = materialization.resource().spec().bindings();
    for (int i = 0; i < bindings.size(); i++) {
      Materialization.Binding binding = bindings.get(i);
      String at = "/spec/bindings/" + i;
      Optional<CollectionSpec> collection = collection(origin, at + "/source", binding);
      if (collection.isPresent()) {
        SourceSpec source = sources.of(at + "/source", binding.source(), collection.get());
        List<String> groupBy =
            sources.groupBy(at + "/fields/groupBy", binding.fields().groupBy(), collection.get());
        var fields = new BindingFields(origin, at, binding, collection.get(), groupBy);
        fields.check(parts.findings());
        fields.warn(parts.findings());
        if (!binding.suspend()) {
          active.add(new Active(i, binding, source, fields));
        }
      }
    }
    return active;
  }

  private Optional<CollectionSpec> collection(
      Origin origin, String at, Materialization.Binding binding) {
    String namespace = binding.source().namespace();
    if (namespace != null && !namespace.equals(parts.draft().namespace())) {
      parts
          .findings()
          .add(
              origin,
              at + "/namespace",
              Reason.NOT_YET_SUPPORTED,
              "reading a collection of another namespace is not supported yet. Leave it out.");
      return Optional.empty();
    }
    return parts.collection(origin, at + "/name", binding.source().name());
  }

  private Optional<List<Settled>> ask(
      Ground ground, List<Active> active, Optional<MaterializationSpec> was)
      throws InterruptedException {
    return steps.ask(
        ground,
        active.stream().map(a -> new Wanted(a.index, a.binding.resource())).toList(),
        mask ->
            settle(
                ground.origin(),
                active,
                answers
                    .validate(ground.connectorName(), question(ground, active, was), mask)
                    .bindings(),
                was));
  }

  private MaterializeRequest.Validate question(
      Ground ground, List<Active> active, Optional<MaterializationSpec> was) {
    JsonNode config = ground.config().revealed();
    return new MaterializeRequest.Validate(
        TaskSpec.nameAmongAll(parts.draft().namespace(), ground.origin().name()),
        config,
        active.stream()
            .map(
                a ->
                    new MaterializeRequest.Validate.Binding(
                        a.binding.resource(),
                        CollectionMessage.of(a.collection()),
                        a.fields.config(),
                        0,
                        a.binding.fields().groupBy()))
            .toList(),
        was.map(w -> MaterializationMessage.of(w, config)));
  }

  private List<Settled> settle(
      Origin origin,
      List<Active> active,
      List<MaterializeResponse.Validated.Binding> answers,
      Optional<MaterializationSpec> published) {
    TaskSteps.count(answers.size(), active.size());
    parts.twins(
        origin,
        active.stream().map(Active::index).toList(),
        answers.stream().map(MaterializeResponse.Validated.Binding::resourcePath).toList(),
        "the table");
    var settled = new ArrayList<Settled>();
    for (int i = 0; i < answers.size(); i++) {
      Active one = active.get(i);
      MaterializeResponse.Validated.Binding answer = answers.get(i);
      Optional<MaterializationBinding> was = was(published, one);
      steps.bound(origin, one.binding.name()).ifPresent(b -> unchanged(origin, one, b, answer));
      Outcome outcome =
          one.fields.select(
              answer.constraints(), was.map(MaterializationBinding::fields), parts.findings());
      outcomes.accept(
          new BoundFields(
              one.binding.name(), one.collection().name(), answer.resourcePath(), outcome));
      settled.add(new Settled(answer.resourcePath(), answer.deltaUpdates(), outcome.selection()));
    }
    return settled;
  }

  private static Optional<MaterializationBinding> was(
      Optional<MaterializationSpec> published, Active one) {
    return published.stream()
        .flatMap(w -> w.bindings().stream())
        .filter(b -> b.name().equals(one.binding.name()))
        .findFirst();
  }

  /** What a table was filled by stays, as long as the table is not filled again. */
  private void unchanged(
      Origin origin,
      Active one,
      Publication.Bound was,
      MaterializeResponse.Validated.Binding answer) {
    String at = "/spec/bindings/" + one.index;
    parts.moved(origin, one.index, one.binding.name(), was.resourcePath(), answer.resourcePath());
    String now = one.collection().name();
    String then = was.source();
    if (!now.equals(then)) {
      refilled(origin, at + "/source/name", "the table was filled from collection " + then);
    }
    if (was.deltaUpdates() != answer.deltaUpdates()) {
      refilled(
          origin,
          at + "/resource",
          "the table was filled " + (was.deltaUpdates() ? "with" : "without") + " deltaUpdates");
    }
    if (!was.keys().equals(one.fields.groupBy())) {
      refilled(
          origin,
          at + "/fields/groupBy",
          "the rows of the table are identified by " + String.join(", ", was.keys()));
    }
  }

  private void refilled(Origin origin, String at, String because) {
    parts
        .findings()
        .add(
            origin,
            at,
            Reason.INCOMPATIBLE_CHANGE,
            because
                + ". Changing that fills it again, which is not supported yet: use another table"
                + " under another binding name.");
  }

  private MaterializationSpec spec(
      Materialization.Spec spec, Ground ground, List<Active> active, List<Settled> settled) {
    var bindings = new ArrayList<MaterializationBinding>();
    for (int i = 0; i < active.size(); i++) {
      Active one = active.get(i);
      Settled answer = settled.get(i);
      bindings.add(
          new MaterializationBinding(
              one.binding.name(),
              one.binding.resource(),
              answer.resourcePath,
              one.binding.name() + ".v0",
              ZERO,
              one.source,
              answer.fields,
              answer.deltaUpdates,
              one.binding.priority(),
              OnViolation.PAUSE));
    }
    return new MaterializationSpec(
        parts.draft().namespace(),
        ground.origin().name(),
        ZERO,
        ground.connector(),
        ground.transactions(),
        spec.shards(),
        ground.suspended(!bindings.isEmpty()),
        bindings,
        ground.store());
  }
}
