package dev.firth.shard.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.RawJson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class TaskStateTest {
  /** The examples of RFC 7396, appendix A, that objects can show. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      {"a":"b"}            | {"a":"c"}              | {"a":"c"}
      {"a":"b"}            | {"b":"c"}              | {"a":"b","b":"c"}
      {"a":"b"}            | {"a":null}             | {}
      {"a":"b","b":"c"}    | {"a":null}             | {"b":"c"}
      {"a":["b"]}          | {"a":"c"}              | {"a":"c"}
      {"a":{"b":"c"}}      | {"a":{"b":"d","c":null}} | {"a":{"b":"d"}}
      {}                   | {"a":{"bb":{"ccc":null}}} | {"a":{"bb":{}}}
      {"a":1}              | [1]                    | [1]
      [1]                  | {"a":1}                | {"a":1}
      """)
  void patches(String target, String patch, String expected) {
    assertThat(MergePatch.apply(tree(target), tree(patch))).isEqualTo(tree(expected));
  }

  /** Patches in a row, and what the log is told: a patch, or all where no patch can say it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      {"a":1}                    | {"b":2}                  | patch {"connector":{"a":1,"b":2}}
      {"a":1}                    | {"a":null}               | patch {"connector":{"a":null}}
      {"a":null}                 | {"a":3}                  | patch {"connector":{"a":3}}
      {"a":{"x":1}}              | {"a":{"y":2}}            | patch {"connector":{"a":{"x":1,"y":2}}}
      {"old":null}               | {"old":{"y":2}}          | full {"connector":{"old":{"y":2}},"runtime":{}}
      {"old":7}                  | {"old":{"y":2}}          | full {"connector":{"old":{"y":2}},"runtime":{}}
      """)
  void foldsWhatAConnectorSaid(String first, String second, String expected) {
    var state = new TaskState(Optional.of(RawJson.of("{\"connector\":{\"old\":{\"x\":1}}}")));
    ConnectorState change = state.change(patches(first, second), none()).orElseThrow();
    assertThat((change.mergePatch() ? "patch " : "full ") + change.updated()).isEqualTo(expected);
    JsonNode oneByOne = MergePatch.apply(tree("{\"old\":{\"x\":1}}"), tree(first));
    assertThat(state.connector().tree()).isEqualTo(MergePatch.apply(oneByOne, tree(second)));
  }

  @Test
  void theRuntimeKeepsItsOwnPart() {
    var state = new TaskState(Optional.empty());
    var members = JsonNodeFactory.instance.objectNode().put("authoritative", true);
    assertThat(state.change(List.of(), members).orElseThrow().updated())
        .hasToString("{\"runtime\":{\"authoritative\":true}}");
    assertThat(state.runtime("authoritative").asBoolean()).isTrue();
    assertThat(state.connector()).hasToString("{}");
    assertThat(state.change(List.of(), none())).isEmpty();
  }

  @Test
  void aWholeStateReplacesWhatWasThere() {
    var state =
        new TaskState(Optional.of(RawJson.of("{\"connector\":{\"a\":1},\"runtime\":{\"m\":2}}")));
    var change = state.change(List.of(ConnectorState.full(RawJson.of("{\"b\":2}"))), none());
    assertThat(change)
        .contains(
            ConnectorState.full(RawJson.of("{\"connector\":{\"b\":2},\"runtime\":{\"m\":2}}")));
  }

  private static List<ConnectorState> patches(String... json) {
    return Arrays.stream(json).map(p -> ConnectorState.patch(RawJson.of(p))).toList();
  }

  private static tools.jackson.databind.node.ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode tree(String json) {
    return RawJson.of(json).tree();
  }
}
