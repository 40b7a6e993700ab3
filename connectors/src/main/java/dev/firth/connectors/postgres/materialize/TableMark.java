package dev.firth.connectors.postgres.materialize;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whose a table is, as its comment says: {@code {"firth": {"store": ..., "task": ..., "backfill":
 * 0}}}.
 *
 * @param backfill how often its binding was backfilled when it was made
 */
record TableMark(String store, String task, int backfill) {

  /** The mark in a comment; empty for a comment of somebody else. */
  static Optional<TableMark> parse(@Nullable String comment) {
    if (comment == null || !comment.startsWith("{\"firth\"")) {
      return Optional.empty();
    }
    try {
      JsonNode mark = JsonMapper.shared().readTree(comment).path("firth");
      return Optional.of(
          new TableMark(
              mark.path("store").asString(""),
              mark.path("task").asString(""),
              mark.path("backfill").asInt(0)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  String comment() {
    var json = JsonMapper.shared().createObjectNode();
    json.putObject("firth").put("store", store).put("task", task).put("backfill", backfill);
    return json.toString();
  }

  /** What a person reads when {@code task} of {@code store} finds this mark on its table. */
  String refusal(String table, String store) {
    String whom =
        this.store.equals(store)
            ? "Materialization " + task
            : "another Firth (store %s)".formatted(brief(this.store));
    return "table %s was filled by %s. Use another table, or --take-over to empty and refill it."
        .formatted(table, whom);
  }

  private static String brief(String store) {
    return store.length() > 8 ? store.substring(0, 8) + ".." : store;
  }
}
