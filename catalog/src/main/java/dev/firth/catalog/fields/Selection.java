package dev.firth.catalog.fields;

import dev.firth.protocol.message.Constraint;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Projection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Field selection, in stages: reasons for and against each field; a walk from the strongest reason
 * on that settles fields which claim one location or one column; a verdict for each; the result.
 */
public final class Selection {
  private static final String OPERATION = "_meta/op";

  private final Question question;
  private final Map<String, Projection> projections;
  private final SortedMap<String, Candidate> candidates = new TreeMap<>();

  /** A field with the strongest reasons so far. */
  private static final class Candidate {
    final String field;
    Optional<Select> select = Optional.empty();
    Optional<Reject> reject = Optional.empty();
    String detail = "";

    Candidate(String field) {
      this.field = field;
    }

    void select(Select reason) {
      if (select.isEmpty() || select.get().compareTo(reason) < 0) {
        select = Optional.of(reason);
      }
    }

    void reject(Reject reason, String why) {
      if (reject.isEmpty() || reject.get().compareTo(reason) < 0) {
        reject = Optional.of(reason);
        detail = why;
      }
    }

    /** Selected by nothing stronger than this. */
    boolean isAtMost(Select... weak) {
      return select.isEmpty() || List.of(weak).contains(select.get());
    }

    Outcome.Verdict verdict() {
      if (select.isEmpty()) {
        return Outcome.Verdict.OUT;
      }
      if (reject.isEmpty()) {
        return Outcome.Verdict.IN;
      }
      if (reject.get() == Reject.CONNECTOR_INCOMPATIBLE) {
        return Outcome.Verdict.CONFLICT;
      }
      // A location that is stored under a better name is stored.
      boolean gives = select.get().yields() || reject.get() == Reject.DUPLICATE_LOCATION;
      return gives ? Outcome.Verdict.OUT : Outcome.Verdict.CONFLICT;
    }

    boolean isProposed() {
      return verdict() == Outcome.Verdict.IN
          || (select.isPresent()
              && reject.filter(r -> r == Reject.CONNECTOR_INCOMPATIBLE).isPresent());
    }

    Outcome.Field outcome() {
      Outcome.Verdict verdict = verdict();
      Optional<Reject> why =
          verdict == Outcome.Verdict.OUT
              ? reject.or(() -> Optional.of(Reject.NOT_SELECTED))
              : reject;
      return new Outcome.Field(field, verdict, select, why, detail);
    }
  }

  private Selection(Question question) {
    this.question = question;
    this.projections =
        question.projections().stream()
            .collect(Collectors.toMap(Projection::field, Function.identity()));
  }

  /** Selects. */
  public static Outcome of(Question question) {
    var selection = new Selection(question);
    selection.selects();
    selection.rejects();
    List<Candidate> walked = selection.walk();
    return new Outcome(
        selection.candidates.values().stream().map(Candidate::outcome).toList(),
        selection.result(walked));
  }

  private Candidate candidate(String field) {
    return candidates.computeIfAbsent(field, Candidate::new);
  }

  private void selects() {
    projections.keySet().forEach(this::candidate);
    question.groupBy().forEach(f -> candidate(f).select(Select.GROUP_BY_KEY));
    question
        .live()
        .ifPresent(
            live -> {
              live.document()
                  .filter(projections::containsKey)
                  .ifPresent(f -> candidate(f).select(Select.CURRENT_DOCUMENT));
              live.values().stream()
                  .filter(projections::containsKey)
                  .forEach(f -> candidate(f).select(Select.CURRENT_VALUE));
            });
    question.require().keySet().forEach(f -> candidate(f).select(Select.USER_REQUIRES));
    for (Projection projection : question.projections()) {
      if (projection.partition()) {
        candidate(projection.field()).select(Select.PARTITION_KEY);
      }
      if (question.depth().most() > 0) {
        recommended(projection);
      }
    }
    question.constraints().forEach(this::connectorSelects);
  }

  private void recommended(Projection projection) {
    if (projection.explicit()) {
      candidate(projection.field()).select(Select.USER_DEFINED);
    }
    if (projection.location().equals(Projection.PUBLISHED_AT_LOCATION)
        || projection.field().equals(OPERATION)) {
      candidate(projection.field()).select(Select.CORE_METADATA);
    }
    if (isDesired(projection)) {
      candidate(projection.field()).select(Select.DESIRED_DEPTH);
    }
  }

  private boolean isDesired(Projection projection) {
    String pointer = projection.location();
    if (pointer.equals("/_meta") || pointer.startsWith("/_meta/")) {
      return false;
    }
    int depth = (int) pointer.chars().filter(c -> c == '/').count();
    int most = question.depth().most();
    if (depth >= most) {
      return depth == most;
    }
    if (!projection.inference().types().contains("object")) {
      return true;
    }
    return most != Question.Depth.ALL.most() && !hasChildren(pointer);
  }

  private boolean hasChildren(String pointer) {
    return question.projections().stream().anyMatch(p -> p.location().startsWith(pointer + "/"));
  }

  private void connectorSelects(String field, List<Constraint> constraints) {
    for (Constraint constraint : constraints) {
      switch (constraint.type()) {
        case FIELD_REQUIRED -> candidate(field).select(Select.CONNECTOR_REQUIRES);
        case LOCATION_REQUIRED -> candidate(field).select(Select.CONNECTOR_REQUIRES_LOCATION);
        case INVALID, LOCATION_RECOMMENDED, FIELD_OPTIONAL, FIELD_FORBIDDEN, INCOMPATIBLE -> {}
      }
    }
  }

  private void rejects() {
    for (Candidate candidate : candidates.values()) {
      List<Constraint> constraints =
          question.constraints().getOrDefault(candidate.field, List.of());
      if (constraints.isEmpty()) {
        candidate.reject(Reject.CONNECTOR_OMITS, "");
      }
      for (Constraint constraint : constraints) {
        switch (constraint.type()) {
          case INVALID, FIELD_FORBIDDEN ->
              candidate.reject(Reject.CONNECTOR_FORBIDS, constraint.reason());
          case INCOMPATIBLE -> candidate.reject(Reject.CONNECTOR_INCOMPATIBLE, constraint.reason());
          case FIELD_REQUIRED, LOCATION_REQUIRED, LOCATION_RECOMMENDED, FIELD_OPTIONAL -> {}
        }
      }
      if (!projections.containsKey(candidate.field)) {
        candidate.reject(Reject.COLLECTION_OMITS, "");
      }
      if (question.exclude().contains(candidate.field)) {
        candidate.reject(Reject.USER_EXCLUDES, "");
      }
    }
  }

  /** From the strongest reason on; what is stored first keeps its location and its column. */
  private List<Candidate> walk() {
    var order = new ArrayList<>(candidates.values());
    order.sort(
        Comparator.comparing((Candidate c) -> c.select.map(Enum::ordinal).orElse(-1))
            .reversed()
            .thenComparing(c -> c.reject.isPresent())
            .thenComparing(c -> c.field));
    var byPointer = new HashMap<String, String>();
    var byColumn = new HashMap<String, String>();
    for (Candidate candidate : order) {
      Projection projection = projections.get(candidate.field);
      if (projection != null) {
        settle(candidate, projection.location(), byPointer, byColumn);
        if (candidate.isProposed()) {
          byPointer.putIfAbsent(projection.location(), candidate.field);
          byColumn.putIfAbsent(column(candidate.field), candidate.field);
        }
      }
    }
    return order;
  }

  private void settle(
      Candidate candidate,
      String pointer,
      Map<String, String> byPointer,
      Map<String, String> byColumn) {
    String same = byPointer.get(pointer);
    if (same != null
        && candidate.isAtMost(
            Select.DESIRED_DEPTH, Select.CORE_METADATA, Select.CONNECTOR_REQUIRES_LOCATION)) {
      candidate.reject(Reject.DUPLICATE_LOCATION, same);
    }
    if (candidate.isAtMost(Select.DESIRED_DEPTH)) {
      for (String parent : parents(pointer)) {
        if (byPointer.get(parent) instanceof String column) {
          candidate.reject(Reject.COVERED_LOCATION, column);
        }
        if (question.exclude().contains(parent.substring(1))) {
          candidate.reject(Reject.EXCLUDED_PARENT, parent.substring(1));
        }
      }
    }
    if (byColumn.get(column(candidate.field)) instanceof String other) {
      candidate.reject(Reject.DUPLICATE_FOLD, other);
    }
  }

  /** The locations around a location, but for the whole document. */
  private static List<String> parents(String pointer) {
    var parents = new ArrayList<String>();
    for (int i = pointer.lastIndexOf('/'); i > 0; i = pointer.lastIndexOf('/', i - 1)) {
      parents.add(pointer.substring(0, i));
    }
    return parents;
  }

  private String column(String field) {
    String column =
        question.constraints().getOrDefault(field, List.of()).stream()
            .map(Constraint::foldedField)
            .filter(f -> !f.isEmpty())
            .findFirst()
            .orElse(field);
    return question.caseInsensitive() ? column.toLowerCase(Locale.ROOT) : column;
  }

  private FieldSelection result(List<Candidate> walked) {
    List<String> chosen = walked.stream().filter(Candidate::isProposed).map(c -> c.field).toList();
    Optional<String> document =
        chosen.stream()
            .filter(f -> location(f).isEmpty() && !question.groupBy().contains(f))
            .findFirst();
    List<String> values =
        chosen.stream()
            .filter(f -> !question.groupBy().contains(f) && !document.equals(Optional.of(f)))
            .sorted()
            .toList();
    var config = new TreeMap<String, JsonNode>(question.require());
    config.keySet().retainAll(chosen);
    config.values().removeIf(JsonNode::isNull);
    return new FieldSelection(
        question.groupBy().stream().filter(chosen::contains).toList(), values, document, config);
  }

  private String location(String field) {
    Projection projection = projections.get(field);
    return projection == null ? "/" + field : projection.location();
  }
}
