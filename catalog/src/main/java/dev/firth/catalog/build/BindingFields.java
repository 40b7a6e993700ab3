package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.fields.Outcome;
import dev.firth.catalog.fields.Question;
import dev.firth.catalog.fields.Select;
import dev.firth.catalog.fields.Selection;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Materialization;
import dev.firth.crds.Materialization.OnIncompatibleSchemaChange;
import dev.firth.protocol.message.Constraint;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.InferredPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The fields of one binding.
 *
 * @param task whose binding it is
 * @param at pointer of the binding
 * @param binding as people wrote it
 * @param collection that it reads
 * @param groupBy fields that identify a row
 */
record BindingFields(
    Origin task,
    String at,
    Materialization.Binding binding,
    CollectionSpec collection,
    List<String> groupBy) {

  /** Depth without a word of people's. */
  private static final String RECOMMENDED = "1";

  /** What the connector is told of fields. */
  Map<String, JsonNode> config() {
    var config = new TreeMap<String, JsonNode>();
    for (Materialization.Require require : binding.fields().require()) {
      if (require.config() != null) {
        config.put(require.field(), require.config());
      }
    }
    return config;
  }

  /** Says which of people's fields the collection does not have. */
  void check(Findings findings) {
    var sources = new Sources(task, findings);
    boolean inferred = InferredPart.isIn(collection.readSchema());
    List<Materialization.Require> require = binding.fields().require();
    for (int i = 0; i < require.size(); i++) {
      String field = require.get(i).field();
      if (collection.projection(field).isPresent()) {
        continue;
      }
      if (inferred) {
        findings.warn(
            task,
            at + "/fields/require/" + i,
            "no document of collection "
                + collection.name()
                + " that was seen has the field \""
                + field
                + "\": it is stored from the first one on that has it.");
      } else {
        sources.missing(at + "/fields/require/" + i, field, collection);
      }
    }
    if (inferred) {
      return;
    }
    List<String> exclude = binding.fields().exclude();
    for (int i = 0; i < exclude.size(); i++) {
      if (collection.projection(exclude.get(i)).isEmpty()) {
        sources.missing(at + "/fields/exclude/" + i, exclude.get(i), collection);
      }
    }
  }

  /** Says where a delete takes more than one document with it. */
  void warn(Findings findings) {
    Set<String> key =
        collection.key().stream().map(p -> p.substring(1)).collect(Collectors.toSet());
    if (!key.equals(Set.copyOf(groupBy)) && deletes(collection.readSchema())) {
      findings.warn(
          task,
          at + "/fields/groupBy",
          "rows are not identified by the collection's key ("
              + String.join(", ", collection.key())
              + "), and its schema has deletes: a delete of one document removes the row of the"
              + " whole group.");
    }
  }

  private static boolean deletes(JsonNode schema) {
    if (schema.isObject() && schema.path("reduce").path("delete").asBoolean(false)) {
      return true;
    }
    return schema.values().stream().anyMatch(BindingFields::deletes);
  }

  /** What is asked of field selection. */
  Question question(Map<String, List<Constraint>> constraints, Optional<FieldSelection> live) {
    var require = new TreeMap<String, JsonNode>();
    boolean inferred = InferredPart.isIn(collection.readSchema());
    for (Materialization.Require one : binding.fields().require()) {
      if (inferred && collection.projection(one.field()).isEmpty()) {
        continue;
      }
      JsonNode config = one.config();
      require.put(one.field(), config == null ? JsonNodeFactory.instance.nullNode() : config);
    }
    String recommended = binding.fields().recommended();
    return new Question(
        collection.projections(),
        groupBy,
        Question.Depth.of(recommended == null ? RECOMMENDED : recommended),
        require,
        Set.copyOf(binding.fields().exclude()),
        constraints,
        false,
        live);
  }

  /** What becomes of each field; conflicts are added to the findings. */
  Outcome select(
      Map<String, List<Constraint>> constraints, Optional<FieldSelection> live, Findings findings) {
    Outcome outcome = Selection.of(question(constraints, live));
    boolean backfill = outcome.settledByBackfill();
    for (Outcome.Field field : outcome.conflicts()) {
      findings.add(
          task,
          pointer(field),
          backfill ? Reason.INCOMPATIBLE_CHANGE : Reason.BUILD_FAILED,
          field.sentence() + (backfill ? ". " + afterwards() : "."));
    }
    return outcome;
  }

  private String afterwards() {
    return binding.onIncompatibleSchemaChange() == OnIncompatibleSchemaChange.ABORT
        ? "Take the change back, or use another table under another binding name."
        : "Filling the table again (onIncompatibleSchemaChange: Backfill) is not supported yet:"
            + " take the change back, or use another table under another binding name.";
  }

  /** Where a person asked for a field. */
  private String pointer(Outcome.Field field) {
    int required =
        binding.fields().require().stream()
            .map(Materialization.Require::field)
            .toList()
            .indexOf(field.name());
    if (field.select().filter(s -> s == Select.GROUP_BY_KEY).isPresent()) {
      int index = binding.fields().groupBy().indexOf(field.name());
      return index < 0 ? at + "/source" : at + "/fields/groupBy/" + index;
    }
    int excluded = binding.fields().exclude().indexOf(field.name());
    if (required >= 0) {
      return at + "/fields/require/" + required;
    }
    return excluded < 0 ? at : at + "/fields/exclude/" + excluded;
  }
}
