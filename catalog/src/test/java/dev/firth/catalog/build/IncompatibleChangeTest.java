package dev.firth.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
