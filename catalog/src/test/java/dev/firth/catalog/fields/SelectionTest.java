package dev.firth.catalog.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.protocol.message.Constraint;
import dev.firth.specs.FieldSelection;
import dev.firth.specs.Inference;
import dev.firth.specs.Projection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Field selection as tables. Projections: {@code id!} is the key, {@code a{}} an object, {@code p%}
 * a partition, {@code region=/address/region} an explicit one; {@code flow_document} and {@code
 * flow_published_at} are always there. Constraints: fields are optional unless named. Selected:
 * keys ; values ; document.
 */
class SelectionTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                               | projections                          | depth | require | exclude | constraints                  | selected
          the key and the first level          | id! total note                       | 1     |         |         |                              | id ; flow_published_at note total ;
          the document, if it is needed        | id! total                            | 1     |         |         | flow_document:location       | id ; flow_published_at total ; flow_document
          nothing recommended                  | id! total region=/a/region           | 0     |         |         | flow_document:location       | id ; ; flow_document
          nothing recommended but required     | id! total note                       | 0     | total   |         |                              | id ; total ;
          a partition whatever the depth       | id! total p%                         | 0     |         |         |                              | id ; p ;
          objects of the first level are taken | id! a{} a/b                          | 1     |         |         |                              | id ; a flow_published_at ;
          their parts at the second level      | id! a{} a/b a/c{} a/c/d              | 2     |         |         |                              | id ; a/b a/c flow_published_at ;
          objects without parts, if shallower  | id! a{} b                            | 2     |         |         |                              | id ; a b flow_published_at ;
          everything that is no object         | id! a{} a/b a/c{} a/c/d              | All   |         |         |                              | id ; a/b a/c/d flow_published_at ;
          explicit projections at any depth    | id! deep=/a/b/c/d                    | 1     |         |         |                              | id ; deep flow_published_at ;
          explicit instead of inferred         | id! region=/total total              | 1     |         |         |                              | id ; flow_published_at region ;
          a required part and its parent       | id! a{} a/b                          | 2     | a       |         |                              | id ; a flow_published_at ;
          parts of what is excluded go too     | id! a{} a/b                          | 2     |         | a       |                              | id ; flow_published_at ;
          but not if they are required         | id! a{} a/b a/c                      | 2     | a/b     | a       |                              | id ; a/b flow_published_at ;
          excluded metadata                    | id! total                            | 1     |         | flow_published_at |                    | id ; total ;
          the operation, but no other metadata | id! _meta{} _meta/op _meta/source{}  | 1     |         |         |                              | id ; _meta/op flow_published_at ;
          no metadata at any depth             | id! _meta{} _meta/op _meta/before    | All   |         |         |                              | id ; _meta/op flow_published_at ;
          a field that can't be stored         | id! blob total                       | 1     |         |         | blob:forbidden               | id ; flow_published_at total ;
          a field that nobody answered for     | id! blob total                       | 1     |         |         | blob:none                    | id ; flow_published_at total ;
          a field that the connector needs     | id! total deep/a                     | 0     |         |         | deep/a:required              | id ; deep/a ;
          two fields of one column             | id! aB=/x ab=/y                      | 1     |         |         | aB:fold=ab                   | id ; aB flow_published_at ;
          a location under its better name     | id! doc=                             | 1     |         |         | doc:location                 | id ; flow_published_at ; doc
          two names of the document            | id! doc= copy=                       | 1     |         |         | doc:location copy:location   | id ; doc flow_published_at ; copy
          a forbidden partition gives way      | id! p%                               | 1     |         |         | p:forbidden                  | id ; flow_published_at ;
          """)
  void selected(
      String name,
      String projections,
      String depth,
      @Nullable String require,
      @Nullable String exclude,
      @Nullable String constraints,
      String selected) {
    Outcome outcome =
        Selection.of(question(projections, depth, require, exclude, constraints, Optional.empty()));

    assertThat(outcome.conflicts()).isEmpty();
    assertThat(text(outcome.selection())).isEqualTo(selected.strip());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                       | projections | require | exclude       | constraints            | words
          required and excluded        | id! total   | total   | total         |                        | field total is selected because it is in fields.require, but it is in fields.exclude
          required and forbidden       | id! total   | total   |               | total:forbidden        | field total is selected because it is in fields.require, but the connector can't store it: no such type
          required and unknown         | id! total   | totl    |               |                        | field totl is selected because it is in fields.require, but the collection has no field of this name
          needed and unknown           | id! total   |         |               | ref:required           | field ref is selected because the connector needs it, but the collection has no field of this name
          needed and excluded          | id! total   |         | flow_document | flow_document:location | field flow_document is selected because the connector needs its location, but it is in fields.exclude
          the key and excluded         | id! total   |         | id            |                        | field id is selected because it identifies a row (fields.groupBy, or the collection's key), but it is in fields.exclude
          the key and forbidden        | id! total   |         |               | id:forbidden           | field id is selected because it identifies a row (fields.groupBy, or the collection's key), but the connector can't store it: no such type
          a column that does not fit   | id! total   |         |               | total:incompatible     | field total is selected because it lies within the recommended depth, but its column can't hold it any more: no such type
          two required of one column   | id! a b     | a b     |               | a:fold=x b:fold=x      | field b is selected because it is in fields.require, but its column would have the name of the column for a
          """)
  void conflicts(
      String name,
      String projections,
      @Nullable String require,
      @Nullable String exclude,
      @Nullable String constraints,
      String words) {
    Outcome outcome =
        Selection.of(question(projections, "1", require, exclude, constraints, Optional.empty()));

    assertThat(outcome.conflicts()).extracting(Outcome.Field::sentence).containsExactly(words);
    assertThat(outcome.settledByBackfill()).isEqualTo(name.startsWith("a column"));
  }

  @Test
  void whatIsStoredStaysStored() {
    var live = new FieldSelection(List.of("id"), List.of("a/b"), Optional.of("doc"), Map.of());
    Outcome outcome =
        Selection.of(question("id! a{} a/b doc= other=", "1", null, null, null, Optional.of(live)));

    assertThat(text(outcome.selection())).isEqualTo("id ; a a/b flow_published_at other ; doc");
  }

  @Test
  void whatIsNotStoredSaysWhy() {
    Outcome outcome =
        Selection.of(
            question(
                "id! a{} a/b a/c deep/x",
                "1",
                "a",
                "a/c",
                "flow_published_at:none",
                Optional.empty()));

    assertThat(outcome.fields())
        .extracting(Outcome.Field::sentence)
        .containsExactly(
            "field a is selected because it is in fields.require",
            "field a/b is left out because it is part of the column a",
            "field a/c is left out because it is in fields.exclude",
            "field deep/x is left out because nothing selects it",
            "field flow_document is left out because nothing selects it",
            "field flow_published_at is left out because the connector does not support it",
            "field id is selected because it identifies a row (fields.groupBy, or the collection's"
                + " key)");
  }

  private static String text(FieldSelection selection) {
    return "%s ; %s ; %s"
        .formatted(
            String.join(" ", selection.keys()),
            String.join(" ", selection.values()),
            selection.document().orElse(""))
        .replaceAll(" +", " ")
        .strip();
  }

  private static Question question(
      String projections,
      String depth,
      @Nullable String require,
      @Nullable String exclude,
      @Nullable String constraints,
      Optional<FieldSelection> live) {
    var all = new ArrayList<Projection>();
    words(projections).forEach(w -> all.add(projection(w)));
    if (all.stream().noneMatch(p -> p.location().isEmpty())) {
      all.add(plain(Projection.DOCUMENT, "", "object"));
    }
    all.add(plain(Projection.PUBLISHED_AT, Projection.PUBLISHED_AT_LOCATION, "string"));
    all.sort(Comparator.comparing(Projection::field));
    return new Question(
        all,
        all.stream().filter(Projection::key).map(Projection::field).toList(),
        Question.Depth.of(depth),
        words(require).stream()
            .collect(Collectors.toMap(f -> f, f -> (JsonNode) JsonNodeFactory.instance.nullNode())),
        Set.copyOf(words(exclude)),
        constraints(all, words(constraints)),
        false,
        live);
  }

  private static Projection projection(String word) {
    int equals = word.indexOf('=');
    String field = word.replaceAll("[!{}%]|=.*", "");
    return new Projection(
        field,
        equals < 0 ? "/" + field : word.substring(equals + 1),
        word.endsWith("%"),
        equals >= 0 || word.endsWith("%"),
        word.endsWith("!"),
        Inference.of(Inference.Existence.MUST, word.endsWith("{}") ? "object" : "string"));
  }

  private static Projection plain(String field, String location, String type) {
    return new Projection(
        field, location, false, false, false, Inference.of(Inference.Existence.MUST, type));
  }

  private static Map<String, List<Constraint>> constraints(
      List<Projection> projections, List<String> words) {
    var constraints = new TreeMap<String, List<Constraint>>();
    projections.forEach(
        p ->
            constraints.put(p.field(), List.of(Constraint.of(Constraint.Type.FIELD_OPTIONAL, ""))));
    for (String word : words) {
      String field = word.substring(0, word.indexOf(':'));
      String what = word.substring(word.indexOf(':') + 1);
      if (what.equals("none")) {
        constraints.remove(field);
      } else {
        constraints.put(field, List.of(constraint(what)));
      }
    }
    return constraints;
  }

  private static Constraint constraint(String what) {
    return switch (what) {
      case "required" -> Constraint.of(Constraint.Type.FIELD_REQUIRED, "needed");
      case "location" -> Constraint.of(Constraint.Type.LOCATION_REQUIRED, "needed");
      case "forbidden" -> Constraint.of(Constraint.Type.FIELD_FORBIDDEN, "no such type");
      case "incompatible" -> Constraint.of(Constraint.Type.INCOMPATIBLE, "no such type");
      default ->
          new Constraint(Constraint.Type.FIELD_OPTIONAL, "", what.substring("fold=".length()));
    };
  }

  private static List<String> words(@Nullable String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
  }
}
