package dev.firth.crds;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a task is.
 *
 * @param observedGeneration of the spec that this speaks of; -1: of none yet
 * @param conditions by type
 * @param replicas shards that there are
 * @param selector of their pods
 * @param shards the 20 worst
 * @param phases how many shards are in which phase
 * @param bindings the 50 worst
 * @param lag how far behind the task is, in steps
 * @param discovered how many bindings were found at the source
 */
public record TaskStatus(
    @Default("-1") @Nullable Long observedGeneration,
    @KeyedBy("type") @Limits(max = 16) @Nullable List<ResourceStatus.Condition> conditions,
    @Limits(max = Integer.MAX_VALUE) @Nullable Integer replicas,
    @Limits(max = 512) @Nullable String selector,
    @KeyedBy("id") @Limits(max = 20) @Nullable List<Shard> shards,
    @Limits(max = 16) @Nullable Map<String, Integer> phases,
    @KeyedBy("name") @Limits(max = 50) @Nullable List<Binding> bindings,
    @Nullable Lag lag,
    @Limits(max = Integer.MAX_VALUE) @Nullable Integer discovered) {

  /**
   * One shard.
   *
   * @param id names it in its task
   * @param range of key hashes that it owns
   * @param phase what it does
   * @param message a sentence for the person who must act
   */
  public record Shard(
      @Required @Limits(min = 1, max = 128) String id,
      @Limits(max = 64) @Nullable String range,
      @Limits(max = 32) @Nullable String phase,
      @Limits(max = 4096) @Nullable String message) {}

  /**
   * One binding.
   *
   * @param name of it
   * @param backfill its counters
   */
  public record Binding(
      @Required @Limits(min = 1, max = 52) String name, @Nullable Count backfill) {}

  /**
   * A counter: what people asked for, and what Firth added.
   *
   * @param spec as people wrote it
   * @param automatic what was added
   * @param reason of what was added
   * @param time of what was added
   */
  public record Count(
      @Limits(max = Integer.MAX_VALUE) @Nullable Integer spec,
      @Limits(max = Integer.MAX_VALUE) @Nullable Integer automatic,
      @Limits(max = 128) @Nullable String reason,
      @Nullable Instant time) {}

  /**
   * How far behind, in steps.
   *
   * @param seconds at most so long, such as {@code <5s}, {@code <1m}, {@code <10m}, {@code >10m}
   * @param bytes at most so much
   */
  public record Lag(
      @Limits(max = 16) @Nullable String seconds, @Limits(max = 16) @Nullable String bytes) {}
}
