package dev.firth.catalog.build;

import dev.firth.catalog.build.ConnectorAnswers.Role;
import dev.firth.catalog.build.TaskSteps.Ground;
import dev.firth.catalog.build.TaskSteps.Wanted;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Capture;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.OnViolation;
import dev.firth.specs.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Makes a built capture of a Capture. */
final class CaptureBuild {
  private static final String ZERO = "0.0";
  private static final String CONNECTOR = "/spec/connector";

  private final TaskParts parts;
  private final TaskSteps steps;
  private final ConnectorAnswers answers;

  CaptureBuild(TaskParts parts, TaskSteps steps, ConnectorAnswers answers) {
    this.parts = parts;
    this.steps = steps;
    this.answers = answers;
  }

  /** A binding that runs, and where it stands in the file. */
  private record Active(int index, Capture.Binding binding, CollectionSpec collection) {}

  /** The built capture and what it was built from; nothing if something is wrong with it. */
  Optional<BuiltTask> build(Located<Capture> capture) throws InterruptedException {
    Capture.Spec spec = capture.resource().spec();
    int before = parts.findings().size();
    List<Active> active = active(capture);
    var targets = new TreeSet<String>();
    spec.bindings().forEach(b -> targets.add(b.target()));
    Optional<Ground> found =
        steps.ground(
            before,
            capture.origin(),
            spec,
            Role.CAPTURE,
            targets,
            active.stream().map(Active::collection).toList());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Ground ground = found.get();
    Optional<CaptureSpec> was = steps.was(TaskSpec.CAPTURE, capture.name(), CaptureSpec.class);
    Optional<CaptureSpec> same = steps.unchanged(was, ground);
    Optional<List<List<String>>> paths =
        same.isPresent()
            ? same.map(s -> s.bindings().stream().map(CaptureBinding::resourcePath).toList())
            : ask(ground, active, was);
    return paths.map(p -> new BuiltTask(spec(spec, ground, active, p), ground.inputs()));
  }

  private List<Active> active(Located<Capture> capture) {
    var active = new ArrayList<Active>();
    List<Capture.Binding> bindings = capture.resource().spec().bindings();
    for (int i = 0; i < bindings.size(); i++) {
      Capture.Binding binding = bindings.get(i);
      int index = i;
      parts
          .collection(capture.origin(), "/spec/bindings/" + i + "/target", binding.target())
          .filter(c -> !binding.suspend())
          .ifPresent(c -> active.add(new Active(index, binding, OpenCollection.of(c))));
    }
    return active;
  }

  private Optional<List<List<String>>> ask(
      Ground ground, List<Active> active, Optional<CaptureSpec> was) throws InterruptedException {
    return steps.ask(
        ground,
        active.stream().map(a -> new Wanted(a.index, a.binding.resource())).toList(),
        mask -> {
          var answer =
              answers.validate(ground.connectorName(), question(ground, active, was), mask);
          paths(ground.origin(), active, answer.resourcePaths());
          answer
              .warnings()
              .forEach(w -> parts.findings().warn(ground.origin(), CONNECTOR, mask.apply(w)));
          return answer.resourcePaths();
        });
  }

  private CaptureRequest.Validate question(
      Ground ground, List<Active> active, Optional<CaptureSpec> was) {
    JsonNode config = ground.config().revealed();
    return new CaptureRequest.Validate(
        TaskSpec.nameAmongAll(parts.draft().namespace(), ground.origin().name()),
        config,
        active.stream()
            .map(
                a ->
                    new CaptureRequest.Validate.Binding(
                        a.binding.resource(), CollectionMessage.of(a.collection), 0))
            .toList(),
        was.map(w -> CaptureMessage.of(w, config)));
  }

  private void paths(Origin origin, List<Active> active, List<List<String>> paths) {
    TaskSteps.count(paths.size(), active.size());
    parts.twins(origin, active.stream().map(Active::index).toList(), paths, "the resource");
    for (int i = 0; i < paths.size(); i++) {
      Active one = active.get(i);
      List<String> path = paths.get(i);
      String name = one.binding.name();
      steps
          .bound(origin, name)
          .ifPresent(b -> parts.moved(origin, one.index, name, b.resourcePath(), path));
    }
  }

  private CaptureSpec spec(
      Capture.Spec spec, Ground ground, List<Active> active, List<List<String>> paths) {
    var bindings = new ArrayList<CaptureBinding>();
    for (int i = 0; i < active.size(); i++) {
      Capture.Binding binding = active.get(i).binding;
      bindings.add(
          new CaptureBinding(
              binding.name(),
              binding.resource(),
              paths.get(i),
              binding.name() + ".v0",
              ZERO,
              active.get(i).collection,
              OnViolation.PAUSE));
    }
    return new CaptureSpec(
        parts.draft().namespace(),
        ground.origin().name(),
        ZERO,
        ground.connector(),
        ground.transactions(),
        Operational.interval(spec.interval()),
        spec.shards(),
        ground.suspended(!bindings.isEmpty()),
        bindings,
        ground.store());
  }
}
