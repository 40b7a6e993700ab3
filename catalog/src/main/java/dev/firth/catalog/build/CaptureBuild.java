package dev.firth.catalog.build;

import dev.firth.catalog.build.ConnectorAnswers.Known;
import dev.firth.catalog.build.ConnectorAnswers.Role;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Capture;
import dev.firth.crds.ConnectorUse;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.specs.CaptureBinding;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.ConnectorSpec;
import dev.firth.specs.OnViolation;
import dev.firth.specs.StoreSpec;
import dev.firth.specs.TaskSpec;
import dev.firth.specs.TransactionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes a built capture of a Capture. */
final class CaptureBuild {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final String ZERO = "0.0";

  private final TaskParts parts;
  private final Connectors connectors;
  private final ConnectorAnswers answers;
  private final StoreMappings stores;
  private final ConfigCheck check;
  private final Optional<Publication> last;

  CaptureBuild(
      TaskParts parts,
      Connectors connectors,
      ConnectorAnswers answers,
      StoreMappings stores,
      Optional<Publication> last) {
    this.parts = parts;
    this.connectors = connectors;
    this.answers = answers;
    this.stores = stores;
    this.check = new ConfigCheck(parts.findings());
    this.last = last;
  }

  /** A binding that runs, and where it stands in the file. */
  private record Active(int index, Capture.Binding binding, CollectionSpec collection) {}

  /** The built capture and what it was built from; nothing if something is wrong with it. */
  Optional<BuiltTask> build(Located<Capture> capture) throws InterruptedException {
    Origin origin = capture.origin();
    Capture.Spec spec = capture.resource().spec();
    int before = parts.findings().size();
    List<Active> active = active(capture);
    Optional<Known> known =
        connectors.known(origin, String.valueOf(spec.connector().name()), Role.CAPTURE);
    Optional<ConnectorConfig> config =
        ConnectorConfig.of(origin, spec.connector(), parts.draft(), parts.findings());
    var targets = new TreeSet<String>();
    spec.bindings().forEach(b -> targets.add(b.target()));
    Optional<StoreSpec> store = stores.of(origin, targets);
    var draft = new Parts(capture, active, parts.transactions(origin, spec.transactions()));
    if (known.isEmpty()
        || config.isEmpty()
        || store.isEmpty()
        || parts.isBroken(origin)
        || parts.findings().size() > before) {
      return Optional.empty();
    }
    String inputs =
        parts.inputs(
            origin, known.get(), config.get(), active.stream().map(Active::collection).toList());
    Optional<CaptureSpec> was = was(capture.name());
    Optional<List<List<String>>> paths =
        same(capture, inputs) && was.isPresent()
            ? Optional.of(was.get().bindings().stream().map(CaptureBinding::resourcePath).toList())
            : ask(draft, spec.connector(), config.get(), was);
    return paths.map(
        p ->
            new BuiltTask(
                spec(draft, TaskParts.connector(name(spec), known.get(), config.get()), p, store),
                inputs));
  }

  private static String name(Capture.Spec spec) {
    return String.valueOf(spec.connector().name());
  }

  /** What of a capture is known before its connector is asked. */
  private record Parts(
      Located<Capture> capture, List<Active> active, TransactionSpec transactions) {}

  private List<Active> active(Located<Capture> capture) {
    var active = new ArrayList<Active>();
    List<Capture.Binding> bindings = capture.resource().spec().bindings();
    for (int i = 0; i < bindings.size(); i++) {
      Capture.Binding binding = bindings.get(i);
      int index = i;
      parts
          .collection(capture.origin(), "/spec/bindings/" + i + "/target", binding.target())
          .filter(c -> !binding.suspend())
          .ifPresent(c -> active.add(new Active(index, binding, c)));
    }
    return active;
  }

  private Optional<CaptureSpec> was(String name) {
    return last.flatMap(l -> l.task(TaskSpec.CAPTURE, name)).map(CaptureSpec.class::cast);
  }

  private boolean same(Located<Capture> capture, String inputs) {
    String title = "Capture " + capture.name();
    return last.map(l -> inputs.equals(l.inputs().get(title))).orElse(false);
  }

  private Optional<List<List<String>>> ask(
      Parts draft, ConnectorUse use, ConnectorConfig config, Optional<CaptureSpec> was)
      throws InterruptedException {
    Origin origin = draft.capture.origin();
    String connector = String.valueOf(use.name());
    int before = parts.findings().size();
    var about = connectors.spec(origin, connector);
    if (about.isEmpty()) {
      return Optional.empty();
    }
    check.config(origin, use, config, about.get().configSchema());
    for (Active one : draft.active) {
      check.resource(origin, one.index, one.binding.resource(), about.get().resourceSchema());
    }
    if (parts.findings().size() > before) {
      return Optional.empty();
    }
    try {
      CaptureResponse.Validated answer =
          answers.validate(connector, question(draft, config, was), config.mask());
      paths(draft, answer.resourcePaths(), was);
      return parts.findings().size() > before
          ? Optional.empty()
          : Optional.of(answer.resourcePaths());
    } catch (ConnectorFailure e) {
      connectors.failed(origin, e, config.redacted(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static CaptureRequest.Validate question(
      Parts draft, ConnectorConfig config, Optional<CaptureSpec> was) {
    return new CaptureRequest.Validate(
        draft.capture.name(),
        config.revealed(),
        draft.active.stream()
            .map(
                a ->
                    new CaptureRequest.Validate.Binding(
                        a.binding.resource(), CollectionMessage.of(a.collection), 0))
            .toList(),
        was.map(w -> CaptureMessage.of(w, config.revealed())));
  }

  private void paths(Parts draft, List<List<String>> paths, Optional<CaptureSpec> was) {
    Origin origin = draft.capture.origin();
    if (paths.size() != draft.active.size()) {
      throw ConnectorFailure.of(
          "The connector answered for "
              + paths.size()
              + " bindings, and was asked for "
              + draft.active.size()
              + ". This is a mistake of the connector.");
    }
    parts.twins(origin, draft.active.stream().map(Active::index).toList(), paths, "the resource");
    for (int i = 0; i < paths.size(); i++) {
      Active one = draft.active.get(i);
      List<String> path = paths.get(i);
      was.stream()
          .flatMap(w -> w.bindings().stream())
          .filter(b -> b.name().equals(one.binding.name()))
          .forEach(b -> parts.moved(origin, one.index, b.name(), b.resourcePath(), path));
    }
  }

  private CaptureSpec spec(
      Parts draft, ConnectorSpec connector, List<List<String>> paths, Optional<StoreSpec> store) {
    Capture.Spec spec = draft.capture.resource().spec();
    var bindings = new ArrayList<CaptureBinding>();
    for (int i = 0; i < draft.active.size(); i++) {
      Capture.Binding binding = draft.active.get(i).binding;
      bindings.add(
          new CaptureBinding(
              binding.name(),
              binding.resource(),
              paths.get(i),
              binding.name() + ".v0",
              ZERO,
              draft.active.get(i).collection,
              OnViolation.PAUSE));
    }
    return new CaptureSpec(
        parts.draft().namespace(),
        draft.capture.name(),
        ZERO,
        connector,
        draft.transactions,
        spec.interval() == null ? INTERVAL : spec.interval().toDuration(),
        spec.shards(),
        spec.suspend() || spec.shards() == 0 || bindings.isEmpty(),
        bindings,
        store.orElseThrow());
  }
}
