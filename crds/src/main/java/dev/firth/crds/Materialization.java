package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A task that keeps tables of a destination equal to collections. */
@Served(plural = "materializations", shortName = "fmat", status = TaskStatus.class, scale = true)
@Column(name = "Ready", path = Column.READY)
@Column(name = "Reason", path = Column.REASON)
@Column(name = "Shards", path = ".status.replicas", type = "integer")
@Column(name = "Lag", path = ".status.lag.seconds")
@Column(name = "Message", path = Column.MESSAGE, wide = true)
@Column(name = "Age", path = Column.AGE, type = "date")
@KnownFields({"apiVersion", "kind", "status"})
public record Materialization(@Required Metadata metadata, @Required Spec spec)
    implements Resource {

  /**
   * @param connector what is run, and its configuration
   * @param bindings which collection goes where
   * @param bindingsFrom bindings that follow a capture
   * @param shards how many at least; 0 suspends
   * @param suspend whether the task rests
   * @param transactions when they close
   * @param logLevel of the task
   * @param pod of its shards
   * @param deletionPolicy what becomes of checkpoint rows and the like
   */
  public record Spec(
      @Required ConnectorUse connector,
      @Required @KeyedBy("name") @Limits(min = 1, max = 2000) List<Binding> bindings,
      @NotBuilt(instead = "Write the bindings out.") @Nullable BindingsFrom bindingsFrom,
      @NotBuilt(
              unless = {"0", "1"},
              instead = "Use 1, or 0 to suspend the task.")
          @Default("1")
          @Limits(max = 1024)
          Integer shards,
      Boolean suspend,
      Transactions transactions,
      @NotBuilt(unless = "Info", instead = "Leave it out.") LogLevel logLevel,
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
   * One collection and the table that it fills.
   *
   * @param name its identity in state, status and metrics
   * @param source the collection, and which of its documents
   * @param resource where to, as the connector defines it
   * @param fields which fields become columns
   * @param priority higher ones are read first
   * @param backfill raised to empty the table and fill it again
   * @param suspend whether it rests
   * @param onViolation what happens to a document that breaks the schema
   * @param onIncompatibleSchemaChange what happens when a column can't hold its field any more
   */
  public record Binding(
      @Required
          @Limits(min = 1, max = 52)
          @Pattern(value = Patterns.LABEL, words = Patterns.LABEL_WORDS)
          String name,
      @Required Source source,
      @Required JsonNode resource,
      Fields fields,
      @NotBuilt(unless = "0", instead = "Leave it out: documents are read in the order of commits.")
          @Limits(min = -1_000_000, max = 1_000_000)
          Integer priority,
      @NotBuilt(
              unless = "0",
              instead = "To fill the table again, give the binding another name and another table.")
          @Limits(max = Integer.MAX_VALUE)
          Integer backfill,
      Boolean suspend,
      OnViolation onViolation,
      OnIncompatibleSchemaChange onIncompatibleSchemaChange) {
    public Binding {
      fields = Absent.or(fields, new Fields(null, List.of(), List.of(), List.of()));
      priority = Absent.or(priority, 0);
      backfill = Absent.or(backfill, 0);
      suspend = Absent.or(suspend, false);
      onViolation = Absent.or(onViolation, OnViolation.PAUSE);
      onIncompatibleSchemaChange =
          Absent.or(onIncompatibleSchemaChange, OnIncompatibleSchemaChange.BACKFILL);
    }
  }

  /**
   * Which fields become columns.
   *
   * @param recommended the depth to which fields are taken: {@code "0"}, a number, or {@code All}
   * @param require fields that have to be there
   * @param exclude fields that must not
   * @param groupBy fields that identify a row; empty: the collection's key
   */
  public record Fields(
      @Limits(max = 3)
          @Pattern(value = "^([0-9]{1,3}|All)$", words = "\"0\", a depth such as \"1\", or \"All\"")
          @Nullable String recommended,
      @KeyedBy("field") @Limits(max = 2000) List<Require> require,
      @Limits(max = 2000) List<String> exclude,
      @Limits(max = 16) List<String> groupBy) {
    public Fields {
      require = Absent.list(require);
      exclude = Absent.list(exclude);
      groupBy = Absent.list(groupBy);
    }
  }

  /**
   * A field that has to be there.
   *
   * @param field the field
   * @param config what the connector is told of it
   */
  public record Require(
      @Required @Limits(min = 1, max = 512) String field, @Nullable JsonNode config) {}

  /** What happens when a column can't hold its field any more. */
  public enum OnIncompatibleSchemaChange {
    @JsonProperty("Backfill")
    BACKFILL,
    @JsonProperty("Abort")
    ABORT,
    @JsonProperty("DisableBinding")
    @NotBuilt(instead = "Use Abort.")
    DISABLE_BINDING,
    @JsonProperty("DisableTask")
    @NotBuilt(instead = "Use Abort.")
    DISABLE_TASK
  }
}
