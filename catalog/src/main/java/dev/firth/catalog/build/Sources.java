package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Source;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.Projection;
import dev.firth.specs.SourceSpec;
import dev.firth.specs.SourceSpec.PartitionFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a collection a task reads. */
record Sources(Origin task, Findings findings) {

  /** The source of a binding; what is wrong with it is added to the findings. */
  SourceSpec of(String at, Source source, CollectionSpec collection) {
    if (source.notBefore() != null
        && source.notAfter() != null
        && !source.notBefore().isBefore(source.notAfter())) {
      add(at + "/notAfter", "expected a time after notBefore, " + source.notBefore() + ".");
    }
    return new SourceSpec(
        collection,
        filters(at + "/partitions/include", source.partitions().include(), collection),
        filters(at + "/partitions/exclude", source.partitions().exclude(), collection),
        Optional.ofNullable(source.notBefore()),
        Optional.ofNullable(source.notAfter()));
  }

  private List<PartitionFilter> filters(
      String at, List<Source.Selector> selectors, CollectionSpec collection) {
    var filters = new ArrayList<PartitionFilter>();
    for (int i = 0; i < selectors.size(); i++) {
      Source.Selector selector = selectors.get(i);
      if (collection.partitions().contains(selector.field())) {
        List<String> types =
            collection
                .projection(selector.field())
                .map(p -> p.inference().types())
                .orElse(List.of());
        for (int j = 0; j < selector.values().size(); j++) {
          value(at + "/" + i + "/values/" + j, selector.values().get(j), types);
        }
        filters.add(new PartitionFilter(selector.field(), selector.values()));
      } else {
        add(
            at + "/" + i + "/field",
            "\""
                + selector.field()
                + "\" is no partition of collection "
                + collection.name()
                + ", which has "
                + (collection.partitions().isEmpty()
                    ? "none: mark a projection of it with partition: true."
                    : String.join(", ", collection.partitions())
                        + "."
                        + Suggestion.sentence(selector.field(), collection.partitions())));
      }
    }
    return filters;
  }

  private void value(String at, String value, List<String> types) {
    boolean fits =
        (types.contains("string") && !value.isEmpty())
            || (types.contains("integer") && value.matches("-?(0|[1-9][0-9]*)"))
            || (types.contains("boolean") && (value.equals("true") || value.equals("false")))
            || (types.contains("null") && value.equals("null"));
    if (!fits) {
      add(at, "no document has this value: the partition is " + String.join(" or ", types) + ".");
    }
  }

  /** The fields that identify a row: those that people name, else the collection's key. */
  List<String> groupBy(String at, List<String> named, CollectionSpec collection) {
    for (int i = 0; i < named.size(); i++) {
      String field = named.get(i);
      Optional<Projection> projection = collection.projection(field);
      if (projection.isEmpty()) {
        missing(at + "/" + i, field, collection);
      } else {
        List<String> types = projection.get().inference().types();
        boolean scalar =
            !types.isEmpty() && List.of("boolean", "integer", "string").containsAll(types);
        if (!scalar || !projection.get().inference().required()) {
          add(
              at + "/" + i,
              "rows are identified by booleans, integers and strings that are in every document; "
                  + field
                  + " may be "
                  + (scalar ? "absent" : String.join(" or ", types))
                  + ".");
        }
      }
    }
    return named.isEmpty()
        ? collection.key().stream().map(pointer -> pointer.substring(1)).toList()
        : named;
  }

  /** Says that a collection has no field of this name. */
  void missing(String at, String field, CollectionSpec collection) {
    List<String> known = collection.projections().stream().map(Projection::field).toList();
    findings.add(
        task,
        at,
        Reason.DEPENDENCY_NOT_FOUND,
        "collection "
            + collection.name()
            + " has no field \""
            + field
            + "\"."
            + Suggestion.sentence(field, known));
  }

  private void add(String at, String sentence) {
    findings.add(task, at, Reason.BUILD_FAILED, sentence);
  }
}
