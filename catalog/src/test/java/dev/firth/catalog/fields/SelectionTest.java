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
import java.util.stream.Stream;
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

  /**
   * The rules by which people who know Flow read an answer, each by itself. Outcomes: field, the
   * strongest reason for it, the strongest against it, the verdict; live: values, then the
   * document.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # rule                                                | projections         | depth | require | exclude | constraints                    | live       | outcomes
          1 incompatible rejects without a live selection       | id! total           | 1     |         |         | total:incompatible             |            | total DESIRED_DEPTH CONNECTOR_INCOMPATIBLE CONFLICT
          1 and with one                                        | id! total           | 1     |         |         | total:incompatible             | total ;    | total CURRENT_VALUE CONNECTOR_INCOMPATIBLE CONFLICT
          1 of several constraints the strongest counts         | id! total           | 0     |         |         | total:required+forbidden       |            | total CONNECTOR_REQUIRES CONNECTOR_FORBIDS CONFLICT
          2 depth: as deep as asked                             | id! a{} a/b{}       | 2     |         |         |                                |            | a/b DESIRED_DEPTH - IN
          2 depth: shallower and no object                      | id! a               | 2     |         |         |                                |            | a DESIRED_DEPTH - IN
          2 depth: a shallower object with children is not      | id! a{} a/b         | 2     |         |         |                                |            | a - NOT_SELECTED OUT
          2 depth: a shallower object without children is       | id! a{}             | 2     |         |         |                                |            | a DESIRED_DEPTH - IN
          2 depth: but not for all                              | id! a{}             | All   |         |         |                                |            | a - NOT_SELECTED OUT
          2 depth: deeper is not                                | id! a{} a/b         | 1     |         |         |                                |            | a/b - COVERED_LOCATION OUT
          2 depth: nothing within _meta                         | id! _meta/x         | 2     |         |         |                                |            | _meta/x - NOT_SELECTED OUT
          2 core metadata is stronger than depth                | id! _meta/op        | 2     |         |         |                                |            | _meta/op CORE_METADATA - IN
          2 core metadata only above depth 0                    | id!                 | 0     |         |         |                                |            | flow_published_at - NOT_SELECTED OUT
          2 a needed location is stronger than core metadata    | id!                 | 1     |         |         | flow_published_at:location     |            | flow_published_at CONNECTOR_REQUIRES_LOCATION - IN
          2 an explicit projection is stronger than that        | id! r=/a            | 1     |         |         | r:location                     |            | r USER_DEFINED - IN
          2 not at depth 0                                      | id! r=/a            | 0     |         |         |                                |            | r - NOT_SELECTED OUT
          2 a live value is stronger than an explicit one       | id! r=/a            | 1     |         |         |                                | r ;        | r CURRENT_VALUE - IN
          2 a partition is stronger than a live value           | id! p%              | 1     |         |         |                                | p ;        | p PARTITION_KEY - IN
          2 what the connector needs is stronger than that      | id! p%              | 1     |         |         | p:required                     | p ;        | p CONNECTOR_REQUIRES - IN
          2 what a person requires is stronger than that        | id! p%              | 1     | p       |         | p:required                     | p ;        | p USER_REQUIRES - IN
          2 the live document is stronger than that             | id! doc=            | 1     | doc     |         |                                | ; doc      | doc CURRENT_DOCUMENT - IN
          2 the key is the strongest                            | id!                 | 1     | id      |         | id:required                    | id ;       | id GROUP_BY_KEY - IN
          3 covered is stronger than not selected               | id! a{} a/b         | 1     |         |         |                                |            | a/b - COVERED_LOCATION OUT
          3 an excluded parent takes its parts with it          | id! a{} a/b         | 2     |         | a       |                                |            | a/b DESIRED_DEPTH EXCLUDED_PARENT OUT
          3 but not what is selected by more than depth         | id! a{} r=/a/b      | 1     |         | a       |                                |            | r USER_DEFINED - IN
          3 a location once, if the second is selected weakly   | id! r=/a a          | 1     |         |         |                                |            | a DESIRED_DEPTH DUPLICATE_LOCATION OUT
          3 twice, if the second is selected strongly           | id! r=/a a          | 1     | a       |         |                                |            | r USER_DEFINED - IN
          3 incompatible is stronger than a duplicate location  | id! r=/a a          | 1     |         |         | a:incompatible                 |            | a DESIRED_DEPTH CONNECTOR_INCOMPATIBLE CONFLICT
          3 one column once                                     | id! a b             | 1     |         |         | a:fold=x b:fold=x              |            | b DESIRED_DEPTH DUPLICATE_FOLD OUT
          3 a column once is stronger than incompatible         | id! a b             | 1     |         |         | a:fold=x b:fold=x+incompatible |            | b DESIRED_DEPTH DUPLICATE_FOLD OUT
          3 of equal ones the compatible goes first             | id! a b             | 1     |         |         | a:fold=x+incompatible b:fold=x |            | b DESIRED_DEPTH - IN
          3 no answer of the connector is stronger than columns | id! a b             | 1     |         |         | b:none a:fold=b                |            | b DESIRED_DEPTH CONNECTOR_OMITS OUT
          3 what the collection lacks is stronger than that     | id!                 | 1     | x       |         |                                |            | x USER_REQUIRES COLLECTION_OMITS CONFLICT
          3 what the connector forbids is stronger than that    | id!                 | 1     | x       |         | x:forbidden                    |            | x USER_REQUIRES CONNECTOR_FORBIDS CONFLICT
          3 what a person excludes is the strongest             | id! a               | 1     |         | a       | a:forbidden                    |            | a DESIRED_DEPTH USER_EXCLUDES OUT
          4 a partition yields                                  | id! p%              | 1     |         | p       |                                |            | p PARTITION_KEY USER_EXCLUDES OUT
          4 a live value yields                                 | id! a               | 1     |         | a       |                                | a ;        | a CURRENT_VALUE USER_EXCLUDES OUT
          4 an explicit projection yields                       | id! r=/a            | 1     |         |         | r:forbidden                    |            | r USER_DEFINED CONNECTOR_FORBIDS OUT
          4 a needed location does not                          | id! a               | 0     |         | a       | a:location                     |            | a CONNECTOR_REQUIRES_LOCATION USER_EXCLUDES CONFLICT
          4 unless it is stored under another name              | id! r=/a a          | 1     |         |         | a:location                     |            | a CONNECTOR_REQUIRES_LOCATION DUPLICATE_LOCATION OUT
          4 what the connector needs does not                   | id! a               | 0     |         | a       | a:required                     |            | a CONNECTOR_REQUIRES USER_EXCLUDES CONFLICT
          4 what a person requires does not                     | id! a               | 0     | a       |         | a:forbidden                    |            | a USER_REQUIRES CONNECTOR_FORBIDS CONFLICT
          4 the live document does not                          | id! doc=            | 0     |         | doc     |                                | ; doc      | doc CURRENT_DOCUMENT USER_EXCLUDES CONFLICT
          4 the key does not                                    | id!                 | 0     |         |         | id:none                        |            | id GROUP_BY_KEY CONNECTOR_OMITS CONFLICT
          """)
  void rules(
      String rule,
      String projections,
      String depth,
      @Nullable String require,
      @Nullable String exclude,
      @Nullable String constraints,
      @Nullable String live,
      String outcome) {
    Outcome answer =
        Selection.of(
            question(
                projections,
                depth,
                require,
                exclude,
                constraints,
                Optional.ofNullable(live(live))));

    String field = outcome.substring(0, outcome.indexOf(' '));
    assertThat(answer.fields().stream().filter(f -> f.name().equals(field)).toList())
        .extracting(
            f ->
                "%s %s %s %s"
                    .formatted(
                        f.name(),
                        f.select().map(Enum::name).orElse("-"),
                        f.reject().map(Enum::name).orElse("-"),
                        f.verdict()))
        .containsExactly(outcome);
  }

  private static @Nullable FieldSelection live(@Nullable String live) {
    if (live == null) {
      return null;
    }
    String[] parts = live.split(";", 2);
    return new FieldSelection(
        List.of("id"), words(parts[0]), words(parts[1]).stream().findFirst(), Map.of());
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
        constraints.put(
            field, Stream.of(what.split("\\+")).map(SelectionTest::constraint).toList());
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
