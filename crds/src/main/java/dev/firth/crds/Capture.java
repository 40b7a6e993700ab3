package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A task that brings documents of a source system into collections. */
@Served(plural = "captures", shortName = "fcap", status = TaskStatus.class, scale = true)
@Column(name = "Ready", path = Column.READY)
@Column(name = "Reason", path = Column.REASON)
@Column(name = "Shards", path = ".status.replicas", type = "integer")
@Column(name = "Lag", path = ".status.lag.seconds")
@Column(name = "Message", path = Column.MESSAGE, wide = true)
@Column(name = "Age", path = Column.AGE, type = "date")
@KnownFields({"apiVersion", "kind", "status"})
public record Capture(@Required Metadata metadata, @Required Spec spec) implements Resource {

  /**
   * @param connector what is run, and its configuration
   * @param interval from start to start, for connectors that exit
   * @param autoDiscover bindings that follow the source
   * @param bindings what is captured into which collection
   * @param shards how many at least; 0 suspends
   * @param suspend whether the task rests
   * @param transactions when they close
   * @param logLevel of the task
   * @param expose a Service for a connector that listens
   * @param pod of its shards
   * @param deletionPolicy what becomes of slots and the like
   */
  public record Spec(
      @Required ConnectorUse connector,
      @Nullable Span interval,
      @NotBuilt(instead = "Write the bindings out.") @Nullable DiscoverRules autoDiscover,
      @Required @KeyedBy("name") @Limits(min = 1, max = 2000) List<Binding> bindings,
      @NotBuilt(
              unless = {"0", "1"},
              instead = "Use 1, or 0 to suspend the task.")
          @Default("1")
          @Limits(max = 1024)
          Integer shards,
      Boolean suspend,
      Transactions transactions,
      @NotBuilt(unless = "Info", instead = "Leave it out.") LogLevel logLevel,
      @NotBuilt @Nullable Expose expose,
      @NotBuilt @Nullable PodFields pod,
      DeletionPolicy deletionPolicy)
      implements TaskFields {
    public Spec {
      bindings = Absent.list(bindings);
      shards = Absent.or(shards, 1);
      suspend = Absent.or(suspend, false);
      transactions = Absent.or(transactions, new Transactions(null, null, null));
      logLevel = Absent.or(logLevel, LogLevel.INFO);
      deletionPolicy = Absent.or(deletionPolicy, DeletionPolicy.RETAIN);
    }
  }

  /**
   * One resource of the source and the collection that it fills.
   *
   * @param name its identity in state, status and metrics
   * @param resource what of the source, as the connector defines it
   * @param target the collection
   * @param backfill raised to read the resource again from its start
   * @param suspend whether it rests
   * @param onViolation what happens to a document that breaks the schema
   * @param onTruncate what a truncated source table means
   */
  public record Binding(
      @Required
          @Limits(min = 1, max = 52)
          @Pattern(value = Patterns.LABEL, words = Patterns.LABEL_WORDS)
          String name,
      @Required JsonNode resource,
      @Required @Limits(min = 1, max = 52) String target,
      @NotBuilt(unless = "0", instead = "To read the source again, give the binding another name.")
          @Limits(max = Integer.MAX_VALUE)
          Integer backfill,
      Boolean suspend,
      OnViolation onViolation,
      OnTruncate onTruncate) {
    public Binding {
      backfill = Absent.or(backfill, 0);
      suspend = Absent.or(suspend, false);
      onViolation = Absent.or(onViolation, OnViolation.PAUSE);
      onTruncate = Absent.or(onTruncate, OnTruncate.IGNORE);
    }
  }

  /** What a truncated source table means. */
  public enum OnTruncate {
    /** A warning. */
    @JsonProperty("Ignore")
    IGNORE,
    /** A new generation of the collection. */
    @JsonProperty("Reset")
    @NotBuilt(instead = "Use Ignore.")
    RESET,
    /** The task waits for a person. */
    @JsonProperty("Pause")
    @NotBuilt(instead = "Use Ignore.")
    PAUSE
  }
}
