package dev.firth.operator.cluster;

import dev.firth.operator.observe.SeenPod;
import dev.firth.operator.plan.ShardPod;
import dev.firth.operator.plan.Stored;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A shard's pod as the API server holds it, as a value. */
final class PodReading {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private PodReading() {}

  static SeenPod of(Pod pod, Instant now) {
    var metadata = pod.getMetadata();
    PodStatus status = pod.getStatus() == null ? new PodStatusBuilder().build() : pod.getStatus();
    String phase = String.valueOf(status.getPhase());
    return new SeenPod(
        metadata.getName(),
        task(metadata.getLabels()),
        Optional.ofNullable(metadata.getAnnotations())
            .map(a -> a.getOrDefault(ShardPod.HASH, ""))
            .orElse(""),
        spec(pod),
        holds(status, "Ready"),
        metadata.getDeletionTimestamp() != null,
        isLost(pod, status, now),
        phase.equals("Failed") || phase.equals("Succeeded"),
        trouble(status));
  }

  private static String task(Map<String, String> labels) {
    String kind = labels.getOrDefault(ShardPod.KIND, "");
    String word =
        kind.isEmpty() ? "" : kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    return word + " " + labels.getOrDefault(ShardPod.TASK, "");
  }

  private static String spec(Pod pod) {
    return pod.getSpec().getVolumes().stream()
        .flatMap(v -> Stream.ofNullable(v.getProjected()))
        .flatMap(p -> p.getSources().stream())
        .map(VolumeProjection::getConfigMap)
        .filter(Objects::nonNull)
        .map(map -> Stored.whole(map.getName()))
        .filter(name -> name.startsWith(Stored.SPEC + "-"))
        .findFirst()
        .orElse("");
  }

  private static boolean holds(PodStatus status, String type) {
    return status.getConditions().stream()
        .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
  }

  /** The kubelet of a dead node can't say that a pod ended. */
  private static boolean isLost(Pod pod, PodStatus status, Instant now) {
    String deletion = pod.getMetadata().getDeletionTimestamp();
    if (deletion == null) {
      return false;
    }
    boolean evicted =
        status.getConditions().stream()
            .anyMatch(
                c ->
                    c.getType().equals("DisruptionTarget")
                        && c.getStatus().equals("True")
                        && "DeletionByTaintManager".equals(c.getReason()));
    return evicted || OffsetDateTime.parse(deletion).toInstant().plus(PATIENCE).isBefore(now);
  }

  /**
   * What a container waits for, where the kubelet or the scheduler says that something is wrong.
   */
  private static String trouble(PodStatus status) {
    var containers =
        Stream.concat(
            status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream());
    return containers
        .map(PodReading::waits)
        .filter(Objects::nonNull)
        .findFirst()
        .or(
            () ->
                status.getConditions().stream()
                    .filter(
                        c -> c.getType().equals("PodScheduled") && c.getStatus().equals("False"))
                    .map(c -> "Its pod finds no node: " + c.getMessage())
                    .findFirst())
        .orElse("");
  }

  private static @Nullable String waits(ContainerStatus container) {
    var waiting = container.getState() == null ? null : container.getState().getWaiting();
    if (waiting == null
        || waiting.getReason() == null
        || List.of("PodInitializing", "ContainerCreating").contains(waiting.getReason())) {
      return null;
    }
    String message = waiting.getMessage() == null ? "" : ": " + waiting.getMessage();
    return "Container " + container.getName() + ": " + waiting.getReason() + message;
  }
}
