package dev.firth.operator.plan;

import dev.firth.specs.CaptureSpec;
import dev.firth.specs.SecretRef;
import dev.firth.specs.TaskSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a shard's containers see of the world outside their images. */
final class ShardVolumes {
  private ShardVolumes() {}

  /** All volumes of the pod of a task's shard. */
  static List<Volume> of(TaskSpec task) {
    var volumes = new ArrayList<Volume>();
    for (String name : List.of("init", "tmp", "connector-tmp", "connector-home")) {
      volumes.add(new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build());
    }
    volumes.add(
        new VolumeBuilder()
            .withName("run")
            .withNewEmptyDir()
            .withMedium("Memory")
            .endEmptyDir()
            .build());
    volumes.add(specVolume(task));
    volumes.add(
        new VolumeBuilder()
            .withName("live")
            .withNewConfigMap()
            .withName(ShardPod.operational(task))
            .endConfigMap()
            .build());
    secretVolume(task).ifPresent(volumes::add);
    return volumes;
  }

  private static Volume specVolume(TaskSpec task) {
    var volume = new VolumeBuilder().withName("spec").withNewProjected();
    for (String name : ShardPod.spec(task).keySet()) {
      volume
          .addNewSource()
          .withNewConfigMap()
          .withName(name)
          .addNewItem()
          .withKey(Stored.KEY)
          .withPath(name.substring(name.lastIndexOf('-') + 1))
          .endItem()
          .endConfigMap()
          .endSource();
    }
    return volume.endProjected().build();
  }

  private static Optional<Volume> secretVolume(TaskSpec task) {
    if (secrets(task).isEmpty()) {
      return Optional.empty();
    }
    var volume = new VolumeBuilder().withName("secrets").withNewProjected();
    secrets(task)
        .forEach(
            (secret, keys) ->
                keys.forEach(
                    key ->
                        volume
                            .addNewSource()
                            .withNewSecret()
                            .withName(secret)
                            .withOptional(true)
                            .addNewItem()
                            .withKey(key)
                            .withPath(secret + "/" + key)
                            .endItem()
                            .endSecret()
                            .endSource()));
    return Optional.of(volume.endProjected().build());
  }

  /** The keys that the runner reads, by Secret. */
  static SortedMap<String, SortedSet<String>> secrets(TaskSpec task) {
    var keys = new TreeMap<String, SortedSet<String>>();
    for (SecretRef ref : task.connector().secrets()) {
      keys.computeIfAbsent(ref.secret(), s -> new TreeSet<>()).add(ref.key());
    }
    salts(task)
        .forEach(ref -> keys.computeIfAbsent(ref.secret(), s -> new TreeSet<>()).add(ref.key()));
    task.store()
        .credentials()
        .ifPresent(
            secret ->
                keys.computeIfAbsent(secret, s -> new TreeSet<>())
                    .addAll(List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")));
    return keys;
  }

  private static Stream<SecretRef> salts(TaskSpec task) {
    return task instanceof CaptureSpec capture
        ? capture.bindings().stream().flatMap(b -> b.collection().redactSalt().stream())
        : Stream.empty();
  }
}
