package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.build.ConnectorAnswers.Known;
import dev.firth.catalog.build.ConnectorAnswers.Role;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.ConnectorUse;
import dev.firth.crds.Materialization;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.MaterializationMessage;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.ConnectorSpec;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.MaterializationBinding;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.OnViolation;
import dev.firth.specs.SourceSpec;
import dev.firth.specs.StoreSpec;
import dev.firth.specs.TaskSpec;
import dev.firth.specs.TransactionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes a built materialization of a Materialization. */
final class MaterializationBuild {
  private static final String ZERO = "0.0";

  private final TaskParts parts;
  private final Connectors connectors;
  private final ConnectorAnswers answers;
  private final StoreMappings stores;
  private final ConfigCheck check;
  private final Optional<Publication> last;

  MaterializationBuild(
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
  private record Active(
      int index, Materialization.Binding binding, SourceSpec source, BindingFields fields) {
    CollectionSpec collection() {
      return source.collection();
    }
  }

  /** What of a materialization is known before its connector is asked. */
  private record Parts(
      Located<Materialization> materialization,
      List<Active> active,
      TransactionSpec transactions,
      Optional<MaterializationSpec> was) {
    Origin origin() {
      return materialization.origin();
    }

    Optional<MaterializationBinding> was(Active one) {
      return was.stream()
          .flatMap(w -> w.bindings().stream())
          .filter(b -> b.name().equals(one.binding.name()))
          .findFirst();
    }
  }

  /** What a connector's answer makes of one binding. */
  private record Settled(List<String> resourcePath, boolean deltaUpdates, FieldSelection fields) {}

  /** The built task and what it was built from; nothing if something is wrong with it. */
  Optional<BuiltTask> build(Located<Materialization> materialization) throws InterruptedException {
    Origin origin = materialization.origin();
    Materialization.Spec spec = materialization.resource().spec();
    String connector = String.valueOf(spec.connector().name());
    int before = parts.findings().size();
    List<Active> active = active(materialization);
    Optional<Known> known = connectors.known(origin, connector, Role.MATERIALIZATION);
    Optional<ConnectorConfig> config =
        ConnectorConfig.of(origin, spec.connector(), parts.draft(), parts.findings());
    var sources = new TreeSet<String>();
    spec.bindings().forEach(b -> sources.add(b.source().name()));
    Optional<StoreSpec> store = stores.of(origin, sources);
    Optional<MaterializationSpec> was =
        last.flatMap(l -> l.task(TaskSpec.MATERIALIZATION, materialization.name()))
            .map(MaterializationSpec.class::cast);
    var draft =
        new Parts(materialization, active, parts.transactions(origin, spec.transactions()), was);
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
    Optional<List<Settled>> settled =
        isSame(origin, inputs) && was.isPresent()
            ? Optional.of(settled(was.get()))
            : ask(draft, spec.connector(), config.get());
    return settled.map(
        s ->
            new BuiltTask(
                spec(
                    draft,
                    TaskParts.connector(connector, known.get(), config.get()),
                    s,
                    store.get()),
                inputs));
  }

  private boolean isSame(Origin origin, String inputs) {
    String title = "Materialization " + origin.name();
    return last.map(l -> inputs.equals(l.inputs().get(title))).orElse(false);
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

  private Optional<List<Settled>> ask(Parts draft, ConnectorUse use, ConnectorConfig config)
      throws InterruptedException {
    Origin origin = draft.origin();
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
      MaterializeResponse.Validated answer =
          answers.validate(connector, question(draft, config), config.mask());
      List<Settled> settled = settle(draft, answer.bindings());
      return parts.findings().size() > before ? Optional.empty() : Optional.of(settled);
    } catch (ConnectorFailure e) {
      connectors.failed(origin, e, config.redacted(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static MaterializeRequest.Validate question(Parts draft, ConnectorConfig config) {
    return new MaterializeRequest.Validate(
        draft.materialization.name(),
        config.revealed(),
        draft.active.stream()
            .map(
                a ->
                    new MaterializeRequest.Validate.Binding(
                        a.binding.resource(),
                        CollectionMessage.of(a.collection()),
                        a.fields.config(),
                        0,
                        a.binding.fields().groupBy()))
            .toList(),
        draft.was.map(w -> MaterializationMessage.of(w, config.revealed())));
  }

  private List<Settled> settle(Parts draft, List<MaterializeResponse.Validated.Binding> answers) {
    if (answers.size() != draft.active.size()) {
      throw ConnectorFailure.of(
          "The connector answered for "
              + answers.size()
              + " bindings, and was asked for "
              + draft.active.size()
              + ". This is a mistake of the connector.");
    }
    parts.twins(
        draft.origin(),
        draft.active.stream().map(Active::index).toList(),
        answers.stream().map(MaterializeResponse.Validated.Binding::resourcePath).toList(),
        "the table");
    var settled = new ArrayList<Settled>();
    for (int i = 0; i < answers.size(); i++) {
      Active one = draft.active.get(i);
      MaterializeResponse.Validated.Binding answer = answers.get(i);
      Optional<MaterializationBinding> was = draft.was(one);
      was.ifPresent(w -> unchanged(draft, one, w, answer));
      FieldSelection fields =
          one.fields.select(
              answer.constraints(), was.map(MaterializationBinding::fields), parts.findings());
      settled.add(new Settled(answer.resourcePath(), answer.deltaUpdates(), fields));
    }
    return settled;
  }

  /** What a table was filled by stays, as long as the table is not filled again. */
  private void unchanged(
      Parts draft,
      Active one,
      MaterializationBinding was,
      MaterializeResponse.Validated.Binding answer) {
    Origin origin = draft.origin();
    String at = "/spec/bindings/" + one.index;
    parts.moved(origin, one.index, was.name(), was.resourcePath(), answer.resourcePath());
    String now = one.collection().name();
    String then = was.source().collection().name();
    if (!now.equals(then)) {
      refilled(origin, at + "/source/name", "the table was filled from collection " + then);
    }
    if (was.deltaUpdates() != answer.deltaUpdates()) {
      refilled(
          origin,
          at + "/resource",
          "the table was filled " + (was.deltaUpdates() ? "with" : "without") + " deltaUpdates");
    }
    if (!was.fields().keys().equals(one.fields.groupBy())) {
      refilled(
          origin,
          at + "/fields/groupBy",
          "the rows of the table are identified by " + String.join(", ", was.fields().keys()));
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
      Parts draft, ConnectorSpec connector, List<Settled> settled, StoreSpec store) {
    Materialization.Spec spec = draft.materialization.resource().spec();
    var bindings = new ArrayList<MaterializationBinding>();
    for (int i = 0; i < draft.active.size(); i++) {
      Active one = draft.active.get(i);
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
        draft.materialization.name(),
        ZERO,
        connector,
        draft.transactions,
        spec.shards(),
        spec.suspend() || spec.shards() == 0 || bindings.isEmpty(),
        bindings,
        store);
  }
}
