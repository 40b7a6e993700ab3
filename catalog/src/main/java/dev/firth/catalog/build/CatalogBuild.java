package dev.firth.catalog.build;

import dev.firth.catalog.Problem;
import dev.firth.catalog.infer.InferredSchemas;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Located;
import dev.firth.crds.Capture;
import dev.firth.crds.Kind;
import dev.firth.crds.Materialization;
import dev.firth.specs.CollectionSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The catalog build. */
public final class CatalogBuild {
  private CatalogBuild() {}

  /** Builds a draft without an eye on documents and changed secrets. */
  public static Built build(
      Draft draft, Optional<Publication> last, ConnectorAnswers answers, Stores stores)
      throws InterruptedException {
    return build(draft, InferredSchemas.NONE, last, answers, stores, SecretPrints.NONE);
  }

  /**
   * Builds a draft. Tasks that did not change since the last publication are not asked about again.
   *
   * @param draft what people wrote
   * @param inferred what was seen of documents
   * @param last what runs now
   * @param answers what connectors say
   * @param stores where tasks keep what they write
   * @param prints by which secrets that changed are known
   * @throws InterruptedException if the thread is interrupted while a connector is asked
   */
  public static Built build(
      Draft draft,
      InferredSchemas inferred,
      Optional<Publication> last,
      ConnectorAnswers answers,
      Stores stores,
      SecretPrints prints)
      throws InterruptedException {
    var findings = new Findings();
    var library = new SchemaLibrary(draft, findings);
    new SchemaCheck(library, findings).all(draft);
    SortedMap<String, CollectionSpec> collections =
        CollectionBuild.of(draft, library, inferred, last, findings);
    for (String name : draft.collections().keySet()) {
      if (!collections.containsKey(name)) {
        findings.broken(Kind.COLLECTION, name);
      }
    }
    var parts = new TaskParts(draft, collections, prints, findings);
    Map<Node, BuiltTask> tasks = tasks(parts, last, answers, stores);
    Graph graph = Graph.of(draft, library, last);
    var assembly = new Assembly(draft, last, findings, graph);
    Publication publication = assembly.publication(collections, tasks);
    var problems = new ArrayList<Problem>(draft.problems());
    problems.addAll(findings.problems());
    problems.sort(null);
    return new Built(
        publication,
        problems,
        assembly.blocked(),
        findings.warnings(),
        Plan.between(last, publication));
  }

  private static Map<Node, BuiltTask> tasks(
      TaskParts parts, Optional<Publication> last, ConnectorAnswers answers, Stores stores)
      throws InterruptedException {
    Draft draft = parts.draft();
    Findings findings = parts.findings();
    var connectors = new Connectors(draft, answers, findings);
    var mappings = new StoreMappings(draft, stores, findings);
    var steps = new TaskSteps(parts, connectors, mappings, last);
    var captures = new CaptureBuild(parts, steps, answers);
    var materializations = new MaterializationBuild(parts, steps, answers, fields -> {});
    var tasks = new HashMap<Node, BuiltTask>();
    for (Located<Capture> capture : draft.captures().values()) {
      put(tasks, Node.of(capture.origin()), captures.build(capture), findings);
    }
    for (Located<Materialization> one : draft.materializations().values()) {
      put(tasks, Node.of(one.origin()), materializations.build(one), findings);
    }
    return tasks;
  }

  private static void put(
      Map<Node, BuiltTask> tasks, Node node, Optional<BuiltTask> built, Findings findings) {
    if (built.isPresent()) {
      tasks.put(node, built.get());
    } else {
      findings.broken(node.kind(), node.name());
    }
  }
}
