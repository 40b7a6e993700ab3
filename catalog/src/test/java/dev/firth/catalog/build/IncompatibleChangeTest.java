package dev.firth.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.load.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Edits of a running flow that would need a counter: one edit a row, and what is said of it. */
class IncompatibleChangeTest {
  private static final String FLOW =
      """
      apiVersion: firth.dev/v1alpha1
      kind: Collection
      metadata: {name: orders}
      spec:
        key: [/id]
        schema: {type: object, required: [id, region, num], properties: {id: {type: integer}, region: {type: string}, num: {type: integer}}}
        projections: [{field: area, location: /region, partition: true}]
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Collection
      metadata: {name: visits}
      spec: {key: [/id], schema: {type: object, required: [id], properties: {id: {type: integer}}}}
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Capture
      metadata: {name: shop}
      spec:
        connector: {name: source-stub, config: {address: here}}
        bindings: [{name: orders, resource: {table: orders}, target: orders}]
      ---
      apiVersion: firth.dev/v1alpha1
      kind: Materialization
      metadata: {name: warehouse}
      spec:
        connector: {name: materialize-stub, config: {address: there}}
        bindings: [{name: orders, source: {name: orders}, resource: {table: copy}}]
      """;

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          key: [/id]\\n  schema: {type: object, required: [id, r | key: [/num]\\n  schema: {type: object, required: [id, r | flow.yaml:5: Collection orders: key: the key was published as [/id], and documents are kept by that. Changing it needs `reset`, which is not supported yet: take the change back, or use a collection of another name.
          partition: true      | partition: false           | flow.yaml:7: Collection orders: projections: the partitions were published as {area=/region}, and documents are kept by that. Changing it needs `reset`, which is not supported yet: take the change back, or use a collection of another name.
          location: /region    | location: /num             | flow.yaml:7: Collection orders: projections: the partitions were published as {area=/region}, and documents are kept by that. Changing it needs `reset`, which is not supported yet: take the change back, or use a collection of another name.
          {table: orders}      | {table: orders2}           | flow.yaml:19: Capture shop: bindings[orders].resource: binding orders was published for orders, and its state is of that. Give the binding for orders2 another name.
          {table: copy}        | {table: copy2}             | flow.yaml:26: Materialization warehouse: bindings[orders].resource: binding orders was published for copy, and its state is of that. Give the binding for copy2 another name.
          source: {name: orders} | source: {name: visits}   | flow.yaml:26: Materialization warehouse: bindings[orders].source.name: the table was filled from collection orders. Changing that fills it again, which is not supported yet: use another table under another binding name.
          {table: copy}        | {table: copy, deltaUpdates: true} | flow.yaml:26: Materialization warehouse: bindings[orders].resource: the table was filled without deltaUpdates. Changing that fills it again, which is not supported yet: use another table under another binding name.
          {table: copy}        | {table: copy}, fields: {groupBy: [num]} | flow.yaml:26: Materialization warehouse: bindings[orders].fields.groupBy: the rows of the table are identified by id. Changing that fills it again, which is not supported yet: use another table under another binding name.
          """)
  void refused(String from, String to, String words) throws InterruptedException {
    Publication last = GoodFlowTest.build(FLOW, Optional.empty(), new StubAnswers()).publication();
    String edited = FLOW.replace(from.replace("\\n", "\n"), to.replace("\\n", "\n"));
    assertThat(edited).isNotEqualTo(FLOW);

    Built built = GoodFlowTest.build(edited, Optional.of(last), new StubAnswers());

    assertThat(built.problems()).extracting(p -> p.render()).containsExactly(words);
    assertThat(built.problems().getFirst().reason().word()).isEqualTo("IncompatibleChange");
    assertThat(built.plan().effective()).isEmpty();
  }

  /** The state of a binding that rests, or is gone, is still there when its name comes back. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"suspended", "gone"})
  void aBindingIsRememberedWhileItIsAway(String how) throws InterruptedException {
    Publication first = GoodFlowTest.build(FLOW, Optional.empty(), new StubAnswers()).publication();
    String away =
        how.equals("gone")
            ? FLOW.substring(0, FLOW.indexOf("---\napiVersion: firth.dev/v1alpha1\nkind: Capture"))
            : FLOW.replace("{name: orders, ", "{suspend: true, name: orders, ")
                .replace("source: {suspend: true, name: orders", "source: {name: orders");
    assertThat(away).isNotEqualTo(FLOW);
    Built second = GoodFlowTest.build(away, Optional.of(first), new StubAnswers());
    assertThat(second.problems()).isEmpty();
    Publication stored = Publication.read(second.publication().write());

    Built back = GoodFlowTest.build(FLOW, Optional.of(stored), new StubAnswers());
    Built moved =
        GoodFlowTest.build(
            FLOW.replace("{table: orders}", "{table: orders2}")
                .replace("source: {name: orders}", "source: {name: visits}"),
            Optional.of(stored),
            new StubAnswers());

    assertThat(back.problems()).isEmpty();
    assertThat(moved.problems())
        .extracting(p -> p.kind() + " " + p.sentence())
        .containsExactly(
            "Capture binding orders was published for orders, and its state is of that. Give the"
                + " binding for orders2 another name.",
            "Materialization the table was filled from collection orders. Changing that fills it"
                + " again, which is not supported yet: use another table under another binding"
                + " name.");
  }

  @Test
  void aPublicationOfBeforeBindingsWereRememberedIsRead() throws InterruptedException {
    Publication now = GoodFlowTest.build(FLOW, Optional.empty(), new StubAnswers()).publication();
    var tree = (ObjectNode) JsonText.read(new String(now.write(), StandardCharsets.UTF_8));
    assertThat(tree.remove("bound")).isNotNull();

    Publication read = Publication.read(tree.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(read.bound())
        .isEqualTo(now.bound())
        .containsOnlyKeys("Capture shop/orders", "Materialization warehouse/orders");
  }
}
