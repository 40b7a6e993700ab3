package dev.firth.catalog.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.infer.InferredSchemas;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Load;
import dev.firth.catalog.load.SourceText;
import dev.firth.specs.CaptureSpec;
import dev.firth.specs.MaterializationSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoodFlowTest {
  static final String SHOP =
      """
      apiVersion: firth.dev/v1alpha1
      kind: Collection
      metadata: {name: orders}
      spec:
        key: [/id]
        schema: {$ref: "schema://order"}
        projections:
          - {field: region, location: /address/region, partition: true}
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Schema
      metadata: {name: order}
      spec:
        schema:
          type: object
          required: [id, address]
          properties:
            id: {type: integer, x-sql-type: integer}
            total: {type: number}
            address: {type: object, required: [region], properties: {region: {type: string}}}
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Capture
      metadata: {name: shop}
      spec:
        connector:
          name: source-stub
          config: {address: "db:5432"}
          configFrom: [{pointer: /password, secretKeyRef: {name: shop-db, key: password}}]
        bindings:
          - {name: orders, resource: {table: orders}, target: orders}
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Materialization
      metadata: {name: warehouse}
      spec:
        connector: {name: materialize-stub, config: {address: "wh:1"}}
        bindings:
          - {name: orders, source: {name: orders}, resource: {table: orders_copy}}
      """;

  static Draft draft(String yaml) {
    return Load.texts(
        List.of(new SourceText("flow.yaml", yaml)),
        Optional.of(new SourceText(".env", "shop-db.password=hunter2\n")));
  }

  static Built build(String yaml, Optional<Publication> last, StubAnswers answers)
      throws InterruptedException {
    return CatalogBuild.build(draft(yaml), last, answers, new Stores.Fixed(BuildFixtureTest.STORE));
  }

  @Test
  void everyPartOfAFlowIsBuilt() throws Exception {
    Built built = build(SHOP, Optional.empty(), new StubAnswers());

    assertThat(built.problems()).isEmpty();
    Publication publication = built.publication();
    assertThat(publication.collections().values())
        .extracting(c -> c.name() + c.partitions())
        .containsExactly("orders[region]");
    var capture = (CaptureSpec) publication.task("capture", "shop").orElseThrow();
    assertThat(capture.bindings().getFirst().resourcePath()).containsExactly("orders");
    assertThat(capture.connector().config().toString()).isEqualTo("{\"address\":\"db:5432\"}");
    assertThat(
            capture
                .connector()
                .revealed((secret, key) -> Optional.of(secret + "/" + key))
                .path("password")
                .stringValue())
        .isEqualTo("shop-db/password");
    var warehouse =
        (MaterializationSpec) publication.task("materialization", "warehouse").orElseThrow();
    var fields = warehouse.bindings().getFirst().fields();
    assertThat(fields.keys()).containsExactly("id");
    assertThat(fields.values()).containsExactly("address", "flow_published_at", "region", "total");
    assertThat(fields.document()).contains("flow_document");
  }

  @Test
  void aPublicationSurvivesItsJson() throws Exception {
    Publication publication = build(SHOP, Optional.empty(), new StubAnswers()).publication();

    Publication back = Publication.read(publication.write());

    assertThat(back.hash()).isEqualTo(publication.hash());
    assertThat(new String(publication.write(), UTF_8)).doesNotContain("hunter2");
    var answers = new StubAnswers();
    Built again = build(SHOP, Optional.of(back), answers);
    assertThat(again.plan().effective()).isEmpty();
    assertThat(answers.asked).isEmpty();
  }

  @Test
  void onlyTheTaskThatChangedIsRestarted() throws Exception {
    Publication last = build(SHOP, Optional.empty(), new StubAnswers()).publication();
    var answers = new StubAnswers();

    Built built = build(SHOP.replace("wh:1", "wh:2"), Optional.of(last), answers);

    assertThat(built.problems()).isEmpty();
    assertThat(built.plan().effective())
        .extracting(c -> c.title() + " " + c.action())
        .containsExactly("Materialization warehouse RESTART");
    assertThat(answers.asked).containsExactly("spec materialize-stub", "validate warehouse");
  }

  @Test
  void aChangedSecretAsksAndRestartsItsTaskAlone() throws Exception {
    var stores = new Stores.Fixed(BuildFixtureTest.STORE);
    var prints = SecretPrints.keyed("0123456789abcdef".getBytes(UTF_8));
    Publication last =
        CatalogBuild.build(
                draft(SHOP),
                InferredSchemas.NONE,
                Optional.empty(),
                new StubAnswers(),
                stores,
                prints)
            .publication();
    var text = new String(last.write(), UTF_8);
    var same = new StubAnswers();
    var other = new StubAnswers();

    Built again =
        CatalogBuild.build(
            draft(SHOP), InferredSchemas.NONE, Optional.of(last), same, stores, prints);
    var edited =
        Load.texts(
            List.of(new SourceText("flow.yaml", SHOP)),
            Optional.of(new SourceText(".env", "shop-db.password=hunter3\n")));
    Built changed =
        CatalogBuild.build(edited, InferredSchemas.NONE, Optional.of(last), other, stores, prints);

    assertThat(text).doesNotContain("hunter2");
    assertThat(same.asked).isEmpty();
    assertThat(again.plan().effective()).isEmpty();
    assertThat(other.asked).containsExactly("spec source-stub", "validate shop");
    assertThat(changed.plan().effective())
        .extracting(c -> c.title() + " " + c.action())
        .containsExactly("Capture shop RESTART");
  }

  @Test
  void operationalFieldsAskNobodyAndRestartNothing() throws Exception {
    Publication last = build(SHOP, Optional.empty(), new StubAnswers()).publication();
    var answers = new StubAnswers();

    Built built =
        build(
            SHOP.replace("{name: shop}\nspec:", "{name: shop}\nspec:\n  suspend: true"),
            Optional.of(last),
            answers);

    assertThat(built.plan().effective())
        .extracting(c -> c.title() + " " + c.action())
        .containsExactly("Capture shop ADJUST");
    assertThat(answers.asked).isEmpty();
  }

  @Test
  void aRemovedTaskStopsAndItsCollectionIsRemembered() throws Exception {
    Publication last = build(SHOP, Optional.empty(), new StubAnswers()).publication();

    Built built = build("", Optional.of(last), new StubAnswers());

    assertThat(built.plan().effective())
        .extracting(c -> c.title() + " " + c.action())
        .containsExactly("Capture shop STOP", "Materialization warehouse STOP");
    assertThat(built.publication().retired().toString()).contains("key=[/id]");
    Built other =
        build(
            SHOP.replace("key: [/id]", "key: [/address/region]"),
            Optional.of(built.publication()),
            new StubAnswers());
    assertThat(other.problems().getFirst().render())
        .isEqualTo(
            "flow.yaml:5: Collection orders: key: the key was published as [/id], and documents are"
                + " kept by that. Changing it needs `reset`, which is not supported yet: take the"
                + " change back, or use a collection of another name.");
  }

  @Test
  void aBrokenEditHoldsBackItsComponentOnly() throws Exception {
    String other =
        """
        ---
        apiVersion: firth.dev/v1alpha1
        kind: Collection
        metadata: {name: visits}
        spec: {key: [/page], schema: {type: object, required: [page], properties: {page: {type: string}}}}
        ---
        apiVersion: firth.dev/v1alpha1
        kind: Capture
        metadata: {name: web}
        spec:
          connector: {name: source-stub, config: {address: "web:1"}}
          bindings: [{name: visits, resource: {table: visits}, target: visits}]
        """;
    Publication last = build(SHOP + other, Optional.empty(), new StubAnswers()).publication();

    Built built =
        build(
            SHOP.replace("resource: {table: orders_copy}", "resource: {tabel: orders}")
                + other.replace("web:1", "web:2"),
            Optional.of(last),
            new StubAnswers());

    assertThat(built.complete()).isFalse();
    assertThat(built.plan().effective())
        .extracting(c -> c.title() + " " + c.action())
        .containsExactly("Capture web RESTART");
    assertThat(built.blocked())
        .extracting(p -> p.kind() + " " + p.name() + ": " + p.sentence())
        .contains(
            "Capture shop: is well, and held back by Materialization warehouse, which it is"
                + " connected to.");
  }
}
