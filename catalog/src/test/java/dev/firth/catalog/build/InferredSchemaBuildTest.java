package dev.firth.catalog.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.Problem;
import dev.firth.catalog.infer.InferredSchemas;
import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.Parsed;
import dev.firth.documents.json.RandomJson;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.shape.Inference;
import dev.firth.documents.shape.Shape;
import dev.firth.documents.shape.ShapeSchema;
import dev.firth.documents.shape.Widening;
import dev.firth.specs.InferredSchema;
import dev.firth.specs.MaterializationSpec;
import dev.firth.specs.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code schema://~inferred} names, and what tasks are built of it. */
class InferredSchemaBuildTest {
  private static final String SHOP =
      """
      apiVersion: firth.dev/v1alpha1
      kind: Collection
      metadata: {name: orders}
      spec:
        key: [/id]
        projections: [{field: area, location: /address/area}, {field: region, location: /region, partition: true}]
        writeSchema:
          type: object
          required: [id, region]
          properties: {id: {type: integer, maximum: 100}, region: {type: string}, total: {type: integer, reduce: {strategy: sum}}}
          reduce: {strategy: merge}
        readSchema: {allOf: [{$ref: "schema://~relaxed-write"}, {$ref: "schema://~inferred"}]}
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Capture
      metadata: {name: shop}
      spec:
        connector: {name: source-stub, config: {address: "db:5432"}}
        bindings: [{name: orders, resource: {table: orders}, target: orders}]
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Materialization
      metadata: {name: warehouse}
      spec:
        connector: {name: materialize-stub, config: {address: "wh:1"}}
        bindings:
          - {name: orders, source: {name: orders}, resource: {table: copy}, fields: {require: [{field: note}]}}
      """;

  private static final String SEEN =
      """
      {"type":"object","required":["id","region","total"],"additionalProperties":false,"properties":
       {"id":{"type":"integer"},"region":{"type":"string"},"total":{"type":"integer"}%s}}
      """;

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /id | {'type':'object','required':['id'],'properties':{'id':{'type':'integer'},'n':{}}} | {'type':'object','properties':{'id':{'type':'integer'}},'required':['id'],'additionalProperties':false}
          /id | {'type':'object','properties':{'id':{'type':'integer','default':0,'reduce':{'strategy':'maximize'}}}} | {'type':'object','properties':{'id':{'type':'integer','default':0}},'required':[],'additionalProperties':false}
          /a/b~1c | {'type':'object','required':['a'],'properties':{'a':{'type':'object','required':['b/c'],'properties':{'b/c':{'type':'string'}}}}} | {'type':'object','properties':{'a':{'type':'object','properties':{'b/c':{'type':'string'}},'required':['b/c'],'additionalProperties':false}},'required':['a'],'additionalProperties':false}
          /loc/1 /id | {'type':'object','required':['loc','id'],'properties':{'id':{'type':'integer'},'loc':{'type':'array','items':{'type':'integer'},'minItems':3}}} | {'type':'object','properties':{'id':{'type':'integer'},'loc':{'type':'array','prefixItems':[true,{'type':'integer'}],'minItems':2,'maxItems':2}},'required':['id','loc'],'additionalProperties':false}
          """)
  void beforeTheFirstDocumentThereIsTheKey(String key, String write, String expected) {
    JsonNode part =
        InferredSchemaBuild.of(
            List.of(key.split(" ")), Inference.infer(json(write)), Optional.empty());

    assertThat(part.path("allOf").get(1)).isEqualTo(json(expected));
  }

  @Test
  void documentsGiveTheMaterializationItsFields() throws Exception {
    Built first = build(InferredSchemas.NONE, Optional.empty());
    assertThat(first.problems()).isEmpty();
    assertThat(fields(first)).isEqualTo("flow_published_at region");

    assertThat(first.warnings())
        .extracting(Problem::sentence)
        .containsExactly(
            "no document of collection orders that was seen has the field \"note\": it is stored from"
                + " the first one on that has it.");

    Built second = build(seen(""), Optional.of(first.publication()));
    assertThat(second.problems()).isEmpty();
    assertThat(fields(second)).isEqualTo("flow_published_at region total");
    assertThat(collection(second, "total").inference().types()).containsExactly("integer");
    assertThat(collection(second, "id").inference().maximum()).isPresent();

    Built third =
        build(
            seen(",\"note\":{\"type\":\"string\"},\"Note\":{\"type\":\"null\"}"),
            Optional.of(second.publication()));
    assertThat(third.problems()).isEmpty();
    assertThat(third.warnings()).isEmpty();
    assertThat(fields(third)).isEqualTo("Note flow_published_at note region total");
    assertThat(third.plan().effective())
        .extracting(c -> c.title() + " " + c.action())
        .containsExactly("Materialization warehouse RESTART");

    Built named =
        build(
            seen(
                ",\"area\":{\"type\":\"null\"},\"address\":{\"properties\":{\"area\":{\"type\":\"string\"}}}"),
            Optional.of(second.publication()));
    assertThat(named.problems()).isEmpty();
    assertThat(collection(named, "area").location()).isEqualTo("/address/area");
    Built taken = build(seen(",\"area\":{\"type\":\"null\"}"), Optional.empty());
    assertThat(taken.problems()).isEmpty();
    assertThat(fields(taken)).isEqualTo("flow_published_at region total");

    Built again = build(seen(""), Optional.of(second.publication()));
    assertThat(again.plan().effective()).isEmpty();
  }

  /** Else a materialization would wait for ever. */
  @Test
  void whateverAnyoneHasSeenIsAdmitted() {
    Shape write =
        Inference.infer(
            json("{'type':'object','required':['id'],'properties':{'id':{'type':'integer'}}}"));
    for (long seed = 0; seed < 300; seed++) {
      var random = new RandomJson(new Random(seed));
      var documents = new ArrayList<Tape>();
      InferredSchemas said = InferredSchemas.NONE;
      for (int shard = 0; shard < 3; shard++) {
        Shape seen = Shape.NOTHING;
        for (int i = 0; i < 3; i++) {
          documents.add(
              Parsed.json(
                  "{\"id\":%d,\"v\":%s,\"%s\":%s}"
                      .formatted(i, random.value(3), random.name(), random.value(2))));
          seen = Widening.widen(seen, documents.getLast(), 0);
        }
        said = said.with(List.of(inferred(ShapeSchema.of(seen))));
      }
      CompiledSchema schema =
          CompiledSchema.compile(
              InferredSchemaBuild.of(List.of("/id"), write, said.of("orders", "0.0")));
      for (Tape document : documents) {
        assertThat(schema.validate(document, 0))
            .as("seed %d: %s by %s", seed, new String(document.bytes(), UTF_8), said)
            .isTrue();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'id':1,'a':[null]}   | true
          {'id':1,'a':[null,7]} | true
          {'id':1,'a':[7]}      | false
          {'id':1,'b':7}        | false
          """)
  void whatASourceSaidOfAListHolds(String document, boolean admitted) {
    JsonNode seen =
        json(
            "{'$schema':'https://json-schema.org/draft/2019-09/schema','additionalProperties':false,'properties':{'id':{},'a':{'items':[{'type':'null'}]}}}");
    Shape write = Inference.infer(json("{'type':'object','properties':{'id':{'type':'integer'}}}"));
    JsonNode part = InferredSchemaBuild.of(List.of("/id"), write, Optional.of(seen));
    JsonNode read = json("{'allOf':[{'$ref':'schema://~inferred'}],'$defs':{}}");
    ((ObjectNode) read.path("$defs"))
        .set("schema://~inferred", ((ObjectNode) part).put("$id", "schema://~inferred"));

    var schema = CompiledSchema.compile(read);

    assertThat(schema.validate(Parsed.json(document.replace('\'', '"')), 0)).isEqualTo(admitted);
  }

  private static InferredSchema inferred(JsonNode schema) {
    return new InferredSchema("orders", "0.0", schema.toString());
  }

  private static InferredSchemas seen(String more) {
    return InferredSchemas.of(List.of(inferred(json(SEEN.formatted(more)))));
  }

  private static Built build(InferredSchemas seen, Optional<Publication> last)
      throws InterruptedException {
    return CatalogBuild.build(
        GoodFlowTest.draft(SHOP),
        seen,
        last.map(l -> Publication.read(l.write())),
        new StubAnswers(),
        new Stores.Fixed(BuildFixtureTest.STORE),
        SecretPrints.NONE);
  }

  private static Projection collection(Built built, String field) {
    return Objects.requireNonNull(built.publication().collections().get("orders"))
        .projection(field)
        .orElseThrow();
  }

  private static String fields(Built built) {
    var warehouse =
        (MaterializationSpec)
            built.publication().task("materialization", "warehouse").orElseThrow();
    return String.join(" ", warehouse.bindings().getFirst().fields().values());
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }
}
