package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.build.ConnectorAnswers.Known;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Origin;
import dev.firth.catalog.load.SpecTree;
import dev.firth.crds.Kind;
import dev.firth.crds.Transactions;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.ConnectorSpec;
import dev.firth.specs.SecretRef;
import dev.firth.specs.SpecJson;
import dev.firth.specs.TransactionSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What captures and materializations are built of alike. */
record TaskParts(
    Draft draft,
    SortedMap<String, CollectionSpec> collections,
    SecretPrints prints,
    Findings findings) {
  /** Raised when the same inputs are built into something else than before. */
  private static final int BUILDER = 1;

  private static final List<String> OPERATIONAL =
      List.of("shards", "suspend", "transactions", "interval", "logLevel", "pod");

  /** The built collection that a field names. */
  Optional<CollectionSpec> collection(Origin task, String pointer, String name) {
    CollectionSpec built = collections.get(name);
    if (built != null) {
      return Optional.of(built);
    }
    if (draft.collections().containsKey(name) || draft.mayHoldBroken(Kind.COLLECTION, name)) {
      findings.broken(task.kind(), task.name());
    } else {
      findings.add(
          task,
          pointer,
          Reason.DEPENDENCY_NOT_FOUND,
          "collection \""
              + name
              + "\" does not exist in this namespace."
              + Suggestion.sentence(name, draft.collections().keySet()));
    }
    return Optional.empty();
  }

  /** Whether something that a task needs is broken, or it itself is. */
  boolean isBroken(Origin task) {
    return findings.broken().contains(Node.of(task));
  }

  /** When transactions close. */
  TransactionSpec transactions(Origin task, Transactions wanted) {
    if (!Operational.fit(wanted)) {
      findings.add(
          task,
          "/spec/transactions/minDuration",
          Reason.BUILD_FAILED,
          "expected at most maxDuration, which is " + wanted.maxDuration() + ".");
    }
    return Operational.transactions(wanted);
  }

  /** The connector as a shard runs it. */
  static ConnectorSpec connector(String name, Known known, ConnectorConfig config) {
    return new ConnectorSpec(name, known.command(), config.open(), config.refs());
  }

  /** A hash of all that a task is built from, but for operational fields; of secrets a print. */
  String inputs(
      Origin task, Known known, ConnectorConfig config, List<CollectionSpec> collections) {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    inputs.put("builder", BUILDER);
    ObjectNode spec = SpecTree.of(task);
    spec.remove(OPERATIONAL);
    inputs.set("spec", spec);
    inputs.set("config", config.open());
    known.command().forEach(inputs.putArray("command")::add);
    collections.forEach(c -> inputs.withArray("/collections").add(CollectionHash.of(c)));
    var secrets = new ArrayList<SecretRef>(config.refs());
    if (task.kind() == Kind.CAPTURE) {
      collections.forEach(c -> c.redactSalt().ifPresent(secrets::add));
    }
    return prints.sealed(SpecJson.hash(inputs), secrets, draft.secrets());
  }

  /** Says where two bindings go to one place. */
  void twins(Origin task, List<Integer> indices, List<List<String>> paths, String what) {
    Map<List<String>, Integer> first = new HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      Integer other = first.putIfAbsent(paths.get(i), indices.get(i));
      if (other != null) {
        findings.add(
            task,
            "/spec/bindings/" + indices.get(i) + "/resource",
            Reason.NAME_CONFLICT,
            String.join(".", paths.get(i))
                + " is "
                + what
                + " of another binding already ("
                + task.place("/spec/bindings/" + other)
                + "); remove one of them.");
      }
    }
  }

  /** Says where a binding was bound to something else when it was last published. */
  void moved(Origin task, int index, String name, List<String> was, List<String> is) {
    if (!was.equals(is)) {
      findings.add(
          task,
          "/spec/bindings/" + index + "/resource",
          Reason.INCOMPATIBLE_CHANGE,
          "binding "
              + name
              + " was published for "
              + String.join(".", was)
              + ", and its state is of that. Give the binding for "
              + String.join(".", is)
              + " another name.");
    }
  }
}
