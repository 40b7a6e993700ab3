package dev.firth.catalog.build;

import dev.firth.catalog.build.ConnectorAnswers.Known;
import dev.firth.catalog.build.ConnectorAnswers.Role;
import dev.firth.catalog.build.Publication.Bound;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.TaskFields;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.ConnectorSpec;
import dev.firth.specs.SecretMask;
import dev.firth.specs.StoreSpec;
import dev.firth.specs.TaskSpec;
import dev.firth.specs.TransactionSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import tools.jackson.databind.JsonNode;

/** The steps of a task's build that are the same for captures and materializations. */
final class TaskSteps {
  private final TaskParts parts;
  private final Connectors connectors;
  private final StoreMappings stores;
  private final ConfigCheck check;
  private final Optional<Publication> last;

  TaskSteps(
      TaskParts parts, Connectors connectors, StoreMappings stores, Optional<Publication> last) {
    this.parts = parts;
    this.connectors = connectors;
    this.stores = stores;
    this.check = new ConfigCheck(parts.findings());
    this.last = last;
  }

  /**
   * What a task is built from, but for its bindings and its connector's answer.
   *
   * @param inputs a hash of all of it
   */
  record Ground(
      Origin origin,
      TaskFields fields,
      Known known,
      ConnectorConfig config,
      StoreSpec store,
      TransactionSpec transactions,
      String inputs) {
    String connectorName() {
      return String.valueOf(fields.connector().name());
    }

    ConnectorSpec connector() {
      return TaskParts.connector(connectorName(), known, config);
    }

    /** Whether the task is to rest. */
    boolean suspended(boolean hasBindings) {
      return fields.suspend() || fields.shards() == 0 || !hasBindings;
    }
  }

  /** What one binding wants of the connector, and where it stands in the file. */
  record Wanted(int index, JsonNode resource) {}

  /** A question to a connector, and what its answer makes of the task. */
  interface Question<A> {
    /**
     * @param mask hides the secrets of the question in what the connector says
     * @throws ConnectorFailure if the connector fails or answers what was not asked
     */
    A ask(SecretMask mask) throws InterruptedException;
  }

  /**
   * What the task stands on; nothing if something is wrong with it.
   *
   * @param before how many findings there were before the task's build began
   * @param named collections that the task names
   * @param active those of its bindings that run
   */
  Optional<Ground> ground(
      int before,
      Origin origin,
      TaskFields fields,
      Role role,
      SortedSet<String> named,
      List<CollectionSpec> active) {
    String connector = String.valueOf(fields.connector().name());
    Optional<Known> known = connectors.known(origin, connector, role);
    Optional<ConnectorConfig> config =
        ConnectorConfig.of(origin, fields.connector(), parts.draft(), parts.findings());
    Optional<StoreSpec> store = stores.of(origin, named);
    TransactionSpec transactions = parts.transactions(origin, fields.transactions());
    if (known.isEmpty()
        || config.isEmpty()
        || store.isEmpty()
        || parts.isBroken(origin)
        || parts.findings().size() > before) {
      return Optional.empty();
    }
    String inputs = parts.inputs(origin, known.get(), config.get(), active);
    return Optional.of(
        new Ground(origin, fields, known.get(), config.get(), store.get(), transactions, inputs));
  }

  /** The task as it was last published. */
  <S extends TaskSpec> Optional<S> was(String kind, String name, Class<S> type) {
    return last.flatMap(l -> l.task(kind, name)).map(type::cast);
  }

  /** What a binding of the task was last published for, be it that it was away since. */
  Optional<Bound> bound(Origin task, String binding) {
    return last.flatMap(l -> l.bound(task.kind().word() + " " + task.name(), binding));
  }

  /** The task as it was last published, if it was built from the same. */
  <S extends TaskSpec> Optional<S> unchanged(Optional<S> was, Ground ground) {
    return was.filter(
        w -> last.map(l -> ground.inputs.equals(l.inputs().get(w.title()))).orElse(false));
  }

  /**
   * Checks what the task tells its connector, then asks it; nothing if either finds a problem.
   *
   * @param bindings those that run
   */
  <A> Optional<A> ask(Ground ground, List<Wanted> bindings, Question<A> question)
      throws InterruptedException {
    Origin origin = ground.origin;
    int before = parts.findings().size();
    var about = connectors.spec(origin, ground.connectorName());
    if (about.isEmpty()) {
      return Optional.empty();
    }
    JsonNode schema = about.get().configSchema();
    SecretMask mask = ground.config.mask(schema);
    check.config(origin, ground.fields.connector(), ground.config, schema);
    for (Wanted one : bindings) {
      check.resource(origin, one.index, one.resource, about.get().resourceSchema());
    }
    if (parts.findings().size() > before) {
      return Optional.empty();
    }
    try {
      A answer = question.ask(mask);
      return parts.findings().size() > before ? Optional.empty() : Optional.of(answer);
    } catch (ConnectorFailure e) {
      String said = mask.apply(String.valueOf(e.getMessage()));
      String title = origin.kind().word() + " " + origin.name() + ": ";
      connectors.failed(origin, e, said.startsWith(title) ? said.substring(title.length()) : said);
      return Optional.empty();
    }
  }

  /** Refuses an answer for another number of bindings than it was asked for. */
  static void count(int answered, int asked) {
    if (answered != asked) {
      throw ConnectorFailure.of(
          "The connector answered for "
              + answered
              + " bindings, and was asked for "
              + asked
              + ". This is a mistake of the connector.");
    }
  }
}
