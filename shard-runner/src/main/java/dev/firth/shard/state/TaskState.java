package dev.firth.shard.state;

import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.RawJson;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of a task as its log keeps it, {@code {"connector": ..., "runtime": {...}}}, as of the
 * last transaction that was handed to the log. Changes are made of what the connector said during
 * one transaction. Owned by one thread.
 */
public final class TaskState {
  private static final String CONNECTOR = "connector";
  private static final String RUNTIME = "runtime";

  private JsonNode connector;
  private final ObjectNode runtime;

  /**
   * @param recovered what the log holds; empty for a new log
   */
  public TaskState(Optional<RawJson> recovered) {
    JsonNode tree = recovered.map(RawJson::tree).orElse(JsonNodeFactory.instance.objectNode());
    connector =
        tree.path(CONNECTOR) instanceof ObjectNode object
            ? object
            : JsonNodeFactory.instance.objectNode();
    runtime =
        tree.path(RUNTIME) instanceof ObjectNode object
            ? object
            : JsonNodeFactory.instance.objectNode();
  }

  /** What the connector is opened with. */
  public RawJson connector() {
    return RawJson.of(connector);
  }

  /** A member of the runtime's own part; a missing node if it has none of that name. */
  public JsonNode runtime(String member) {
    return runtime.path(member);
  }

  /**
   * Takes what a connector said during a transaction, in order, and what the runtime wants to keep.
   *
   * @param members of the runtime's part that get new values
   * @return what the transaction has to write; empty if nothing
   */
  public Optional<ConnectorState> change(List<ConnectorState> said, ObjectNode members) {
    for (var member : members.properties()) {
      runtime.set(member.getKey(), member.getValue());
    }
    if (said.isEmpty() && members.isEmpty()) {
      return Optional.empty();
    }
    Optional<JsonNode> patch = Optional.of(JsonNodeFactory.instance.objectNode());
    for (ConnectorState one : said) {
      JsonNode updated = one.updated().tree();
      patch =
          one.mergePatch() && updated instanceof ObjectNode
              ? patch.flatMap(before -> MergePatch.compose(before, updated.deepCopy()))
              : Optional.empty();
      connector = one.mergePatch() ? MergePatch.apply(connector, updated) : updated;
    }
    return Optional.of(patch.map(p -> patch(p, members)).orElseGet(this::whole));
  }

  private static ConnectorState patch(JsonNode connector, ObjectNode members) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    if (!connector.isEmpty()) {
      out.set(CONNECTOR, connector);
    }
    if (!members.isEmpty()) {
      out.set(RUNTIME, members);
    }
    return ConnectorState.patch(RawJson.of(out));
  }

  private ConnectorState whole() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.set(CONNECTOR, connector);
    out.set(RUNTIME, runtime);
    return ConnectorState.full(RawJson.of(out));
  }
}
