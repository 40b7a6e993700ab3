package dev.firth.operator.plan;

import dev.firth.catalog.Problem;
import dev.firth.catalog.build.Built;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The status of a Publication. */
public final class PublicationStatus {
  private static final int SHOWN = 50;
  private static final int MOST_CHARACTERS = 4000;

  private PublicationStatus() {}

  /** Of one that holds a build. */
  public static ObjectNode of(Built built, boolean live, Instant now) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("state", live ? "Live" : "AwaitingApproval");
    status.put("hash", built.publication().hash());
    List<String> plan =
        built.plan().effective().stream()
            .map(c -> c.title() + ": " + c.action().name().toLowerCase(Locale.ROOT))
            .toList();
    lines(status, "plan", plan);
    status.put("changes", plan.size());
    List<String> errors = built.problems().stream().map(Problem::render).toList();
    lines(status, "errors", errors);
    status.put("problems", errors.size());
    status.put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
    return status;
  }

  private static void lines(ObjectNode status, String name, List<String> lines) {
    var array = status.putArray(name);
    lines.stream()
        .limit(SHOWN)
        .map(l -> l.length() > MOST_CHARACTERS ? l.substring(0, MOST_CHARACTERS) : l)
        .forEach(array::add);
  }

  /** Of one whose time is over. */
  public static ObjectNode superseded(JsonNode status) {
    var over = (ObjectNode) status.deepCopy();
    return over.put("state", "Superseded");
  }

  /**
   * Whether a Publication that is live says what it has to: what it changed and since when is of
   * the moment at which it went live, and stays.
   */
  public static boolean same(JsonNode before, JsonNode after) {
    return before.path("state").equals(after.path("state"))
        && before.path("hash").equals(after.path("hash"));
  }
}
