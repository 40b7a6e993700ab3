package dev.firth.cli.rows;

import dev.firth.catalog.fields.Outcome;
import dev.firth.catalog.fields.Question;
import dev.firth.catalog.fields.Selection;
import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.protocol.message.Constraint;
import dev.firth.specs.FieldSelection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * {@code {"collection", "fields", "caseInsensitive", "constraints", "live"}} to {@code {"keys",
 * "values", "document", "config", "conflicts", "outcomes"}}: the fields that a binding of a
 * materialization stores.
 */
final class FieldsRows implements RowAnswer {
  private static final Member COLLECTION = Member.of("collection");
  private static final Member FIELDS = Member.of("fields");
  private static final Member CASE_INSENSITIVE = Member.of("caseInsensitive");
  private static final Member CONSTRAINTS = Member.of("constraints");
  private static final Member LIVE = Member.of("live");

  private static final int KEPT = 512;
  private static final long BYTES = 1 << 20;

  private final Row row = new Row();
  private final ByteCache<FieldsCollection> collections =
      new ByteCache<>(KEPT, BYTES, dropped -> {});

  /** What a destination says comes again for every collection of a form. */
  private final ByteCache<Map<String, List<Constraint>>> constraints =
      new ByteCache<>(KEPT, BYTES, dropped -> {});

  @Override
  public void answer(byte[] bytes, int offset, int length, JsonBuffer out) {
    row.read(bytes, offset, length);
    int collection = row.any(COLLECTION);
    row.expect(collection, Tape.OBJECT, "collection");
    int answers = row.any(CONSTRAINTS);
    row.expect(answers, Tape.OBJECT, "constraints");
    FieldsCollection known =
        collections.get(
            bytes,
            row.tape().start(collection),
            row.tape().length(collection),
            "",
            () -> FieldsCollection.read(tree(collection)));
    var fields = new FieldsWish(tree(FIELDS.in(row.tape(), 0)));
    Question question =
        new Question(
            known.projections(),
            fields.groupBy(known.key()),
            fields.depth(),
            fields.require(),
            fields.exclude(),
            constraints.get(
                bytes,
                row.tape().start(answers),
                row.tape().length(answers),
                "",
                () -> FieldsWish.constraints(tree(answers))),
            row.flag(CASE_INSENSITIVE, false),
            live());
    write(Selection.of(question), out);
  }

  private Optional<FieldSelection> live() {
    return FieldsWish.live(tree(LIVE.in(row.tape(), 0)));
  }

  private JsonNode tree(int node) {
    if (node < 0) {
      return MissingNode.getInstance();
    }
    Tape tape = row.tape();
    int length = tape.end(node) - tape.start(node);
    return ExactJson.mapper().readTree(tape.bytes(), tape.start(node), length);
  }

  /** Writes what field selection answered. */
  static void write(Outcome outcome, JsonBuffer out) {
    FieldSelection selection = outcome.selection();
    out.raw("{\"keys\":");
    names(selection.keys(), out);
    out.raw(",\"values\":");
    names(selection.values(), out);
    out.raw(",\"document\":").string(selection.document().orElse(""));
    out.raw(",\"config\":{");
    String separator = "";
    for (String field : selection.config().keySet().stream().sorted().toList()) {
      out.raw(separator).string(field).put(':');
      out.raw(ExactJson.mapper().writeValueAsBytes(selection.config().get(field)));
      separator = ",";
    }
    out.raw("},\"conflicts\":[");
    separator = "";
    for (Outcome.Field field : outcome.conflicts()) {
      out.raw(separator).raw("{\"field\":").string(field.name()).put(',');
      reasons(field, out);
      out.put('}');
      separator = ",";
    }
    out.raw("],\"outcomes\":{");
    separator = "";
    for (Outcome.Field field : outcome.fields()) {
      out.raw(separator).string(field.name()).raw(":{");
      reasons(field, out);
      out.put('}');
      separator = ",";
    }
    out.raw("}}");
  }

  private static void names(List<String> names, JsonBuffer out) {
    out.put('[');
    String separator = "";
    for (String name : names) {
      out.raw(separator).string(name);
      separator = ",";
    }
    out.put(']');
  }

  private static void reasons(Outcome.Field field, JsonBuffer out) {
    field.select().ifPresent(s -> out.raw("\"select\":").string(word(s)));
    if (field.select().isPresent() && field.reject().isPresent()) {
      out.put(',');
    }
    field.reject().ifPresent(r -> out.raw("\"reject\":").string(word(r)));
  }

  /** GROUP_BY_KEY is GroupByKey. */
  private static String word(Enum<?> reason) {
    String name = reason.name();
    var word = new StringBuilder(name.length());
    boolean first = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_') {
        word.append(first ? c : Character.toLowerCase(c));
      }
      first = c == '_';
    }
    return word.toString();
  }

  @Override
  public void forget() {
    collections.clear();
    constraints.clear();
  }
}
