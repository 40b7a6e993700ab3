package dev.firth.operator.plan;

import dev.firth.catalog.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One aspect of a resource.
 *
 * @param type the aspect
 * @param holds whether it is so
 * @param reason one word of one list
 * @param message a sentence for the person who must act; never blank
 */
public record Condition(String type, boolean holds, Reason reason, String message) {
  private static final int MOST_CHARACTERS = 4000;

  public Condition {
    message = message.isBlank() ? reason.word() : message;
    message =
        message.length() > MOST_CHARACTERS
            ? message.substring(0, MOST_CHARACTERS) + " ..."
            : message;
  }

  /**
   * Conditions as a status holds them, by type; each keeps the time of its last transition while
   * its status stays what it was.
   *
   * @param before conditions as they stand
   * @param now for those that change
   */
  static ArrayNode write(
      List<Condition> conditions, JsonNode before, long generation, Instant now) {
    Map<String, JsonNode> known = new HashMap<>();
    before.forEach(c -> known.put(c.path("type").asString(""), c));
    ArrayNode out = JsonNodeFactory.instance.arrayNode();
    conditions.stream()
        .sorted(Comparator.comparing(Condition::type))
        .forEach(
            condition -> {
              JsonNode was = known.get(condition.type);
              boolean same =
                  was != null && was.path("status").asString("").equals(condition.status());
              out.addObject()
                  .put("type", condition.type)
                  .put("status", condition.status())
                  .put("observedGeneration", generation)
                  .put(
                      "lastTransitionTime",
                      same && was != null
                          ? was.path("lastTransitionTime").asString("")
                          : now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString())
                  .put("reason", condition.reason.word())
                  .put("message", condition.message);
            });
    return out;
  }

  private String status() {
    return holds ? "True" : "False";
  }
}
