package dev.firth.operator.plan;

import dev.firth.operator.observe.Seen;
import dev.firth.operator.observe.SeenPod;
import dev.firth.specs.SpecJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The status of a resource. */
public final class Status {
  private static final int SHOWN_SHARDS = 20;

  private Status() {}

  /**
   * The whole status.
   *
   * @param pods of the namespace
   * @param now for conditions that change
   */
  public static ObjectNode of(
      Seen resource, List<Condition> conditions, List<SeenPod> pods, Instant now) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("observedGeneration", resource.generation());
    status.set(
        "conditions",
        Condition.write(
            conditions, resource.status().path("conditions"), resource.generation(), now));
    if (resource.isTask()) {
      List<SeenPod> own =
          pods.stream().filter(p -> p.task().equals(resource.title()) && !p.ending()).toList();
      status.put("replicas", own.size());
      status.put(
          "selector",
          ShardPod.selector(resource.kind().word().toLowerCase(Locale.ROOT), resource.name()));
      var phases = new TreeMap<String, Integer>();
      own.forEach(pod -> phases.merge(phase(pod), 1, Integer::sum));
      phases.forEach((phase, count) -> status.withObject("/phases").put(phase, count));
      own.stream()
          .sorted(Comparator.comparing(SeenPod::ready).thenComparing(SeenPod::name))
          .limit(SHOWN_SHARDS)
          .forEach(
              pod ->
                  status
                      .withArray("/shards")
                      .addObject()
                      .put("id", pod.name())
                      .put("phase", phase(pod))
                      .put("message", pod.trouble()));
    }
    return status;
  }

  private static String phase(SeenPod pod) {
    if (pod.ready()) {
      return "Running";
    }
    return pod.trouble().isEmpty() ? "Starting" : "Failed";
  }

  /** What is worth an event: Ready, if its reason is another one than before. */
  public static Optional<Condition> news(Seen resource, List<Condition> conditions) {
    String before = "";
    for (JsonNode condition : resource.status().path("conditions")) {
      if (condition.path("type").asString("").equals("Ready")) {
        before = condition.path("reason").asString("");
      }
    }
    String was = before;
    return conditions.stream()
        .filter(c -> c.type().equals("Ready") && !c.reason().word().equals(was))
        .findFirst();
  }

  /** Whether two statuses say the same. */
  public static boolean same(JsonNode one, JsonNode other) {
    return Arrays.equals(SpecJson.canonical(one), SpecJson.canonical(other));
  }
}
