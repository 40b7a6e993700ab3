package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** How a namespace publishes. */
@Served(plural = "catalogs", shortName = "fcat", status = ResourceStatus.class)
@Column(name = "Publish", path = ".spec.publish")
@Column(name = "Settle", path = ".spec.settle")
@Column(name = "Age", path = Column.AGE, type = "date")
@Rule(
    value = "self.metadata.name == 'default'",
    says = "a namespace has one Catalog, and its name is \"default\"")
@KnownFields({"apiVersion", "kind", "status"})
public record Catalog(@Required Metadata metadata, @Required Spec spec) {

  /**
   * @param publish who decides when a change runs
   * @param settle how long a namespace has to be quiet before it is built
   * @param build the pods that ask connectors
   * @param upgrade how shards follow
   */
  public record Spec(
      @Nullable Publish publish,
      @Nullable Span settle,
      @Nullable Build build,
      @Nullable Upgrade upgrade) {}

  /** Who decides when a change runs. */
  public enum Publish {
    /** Nobody: it runs when it was built. */
    @JsonProperty("Automatic")
    AUTOMATIC,

    /** A person, by {@code approved} of the Publication. */
    @JsonProperty("Manual")
    MANUAL
  }

  /**
   * The pods that ask connectors.
   *
   * @param serviceAccountName whose role at the cloud's provider they take
   * @param deadline of one question
   */
  public record Build(
      @Limits(max = 253) @Nullable String serviceAccountName, @Nullable Span deadline) {}

  /**
   * How shards follow.
   *
   * @param policy when a shard is started anew
   * @param maxUnavailable how many shards of a task may be away at a time
   */
  public record Upgrade(
      @Nullable Policy policy, @Limits(min = 1, max = 1024) @Nullable Integer maxUnavailable) {}

  /** When a shard is started anew. */
  public enum Policy {
    /** When what it runs changed; never because the operator did. */
    @JsonProperty("OnSpecChange")
    ON_SPEC_CHANGE
  }
}
