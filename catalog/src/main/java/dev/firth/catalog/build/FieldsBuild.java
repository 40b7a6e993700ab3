package dev.firth.catalog.build;

import dev.firth.catalog.Problem;
import dev.firth.catalog.infer.InferredSchemas;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Located;
import dev.firth.crds.Materialization;
import dev.firth.specs.CollectionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The build of one materialization as far as its fields: no other task is built, and its connector
 * is asked even if nothing changed.
 *
 * @param bindings those that run, in the order of the file; none if something else is wrong first
 * @param problems what people have to put right, conflicts of fields among it
 */
public record FieldsBuild(List<BoundFields> bindings, List<Problem> problems) {
  public FieldsBuild {
    bindings = List.copyOf(bindings);
    problems = List.copyOf(problems);
  }

  /**
   * Builds it.
   *
   * @param name of the materialization
   * @param inferred what was seen of documents
   * @return nothing if the draft has none of this name
   * @throws InterruptedException if the thread is interrupted while the connector is asked
   */
  public static Optional<FieldsBuild> of(
      String name,
      Draft draft,
      InferredSchemas inferred,
      Optional<Publication> last,
      ConnectorAnswers answers,
      Stores stores)
      throws InterruptedException {
    Located<Materialization> named = draft.materializations().get(name);
    if (named == null) {
      return Optional.empty();
    }
    var findings = new Findings();
    SortedMap<String, CollectionSpec> collections =
        CollectionBuild.of(draft, new SchemaLibrary(draft, findings), inferred, last, findings);
    var parts = new TaskParts(draft, collections, SecretPrints.NONE, findings);
    var steps =
        new TaskSteps(
            parts,
            new Connectors(draft, answers, findings),
            new StoreMappings(draft, stores, findings),
            last.map(FieldsBuild::asIfChanged));
    var bindings = new ArrayList<BoundFields>();
    Optional<BuiltTask> built =
        new MaterializationBuild(parts, steps, answers, bindings::add).build(named);
    var problems = new ArrayList<Problem>();
    if (built.isEmpty()) {
      problems.addAll(draft.problems());
      problems.addAll(findings.problems());
      problems.sort(null);
    }
    return Optional.of(new FieldsBuild(bindings, problems));
  }

  private static Publication asIfChanged(Publication last) {
    return new Publication(
        last.namespace(),
        last.tasks(),
        last.collections(),
        last.retired(),
        new TreeMap<>(),
        last.bound());
  }
}
