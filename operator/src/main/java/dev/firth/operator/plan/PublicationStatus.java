package dev.firth.operator.plan;

import dev.firth.catalog.Problem;
import dev.firth.catalog.build.Built;
import dev.firth.operator.observe.Seen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The status of a Publication. */
public final class PublicationStatus {
  private static final String LIVE = "Live";
  private static final String AWAITING = "AwaitingApproval";
  private static final int SHOWN = 50;
  private static final int MOST_CHARACTERS = 4000;

  private PublicationStatus() {}

  /**
   * Of one that holds a build. What it changes and since when is of the moment at which it became
   * what it is; what people have to put right is of now.
   *
   * @param hash of the build
   * @param before its Publication, if there is one already
   */
  public static ObjectNode of(
      Built built, String hash, boolean live, Optional<Seen> before, Instant now) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("observedGeneration", before.map(Seen::generation).orElse(1L));
    status.put("state", live ? LIVE : AWAITING);
    status.put("hash", hash);
    JsonNode was = before.map(Seen::status).orElse(status);
    if (was != status && was.path("state").equals(status.get("state")) && holds(was, hash)) {
      List.of("plan", "changes", "time").forEach(m -> status.set(m, was.path(m)));
    } else {
      List<String> plan =
          built.plan().effective().stream()
              .map(c -> c.title() + ": " + c.action().name().toLowerCase(Locale.ROOT))
              .toList();
      lines(status, "plan", plan);
      status.put("changes", plan.size());
      status.put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    List<String> errors = built.problems().stream().map(PublicationStatus::error).toList();
    lines(status, "errors", errors);
    status.put("problems", errors.size());
    return status;
  }

  private static boolean holds(JsonNode status, String hash) {
    return status.path("hash").asString("").equals(hash);
  }

  /** Files are how the operator reads, not what people wrote. */
  private static String error(Problem p) {
    return new Problem("", 0, p.kind(), p.name(), p.fieldPath(), p.sentence(), p.reason()).render();
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
}
