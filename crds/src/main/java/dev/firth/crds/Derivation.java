package dev.firth.crds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A collection that is computed from others. */
@Served(plural = "derivations", shortName = "fder", status = TaskStatus.class, scale = true)
@Column(name = "Ready", path = Column.READY)
@Column(name = "Reason", path = Column.REASON)
@Column(name = "Shards", path = ".status.replicas", type = "integer")
@Column(name = "Lag", path = ".status.lag.seconds")
@Column(name = "Message", path = Column.MESSAGE, wide = true)
@Column(name = "Age", path = Column.AGE, type = "date")
@KnownFields({"apiVersion", "kind", "status"})
public record Derivation(@Required Metadata metadata, @Required Spec spec) {

  /**
   * @param key JSON pointers to the scalars that identify a document
   * @param schema JSON Schema 2020-12 of what is written and read
   * @param writeSchema what is written, where that differs
   * @param readSchema what is read, where that differs
   * @param projections explicit names of locations; all others are inferred
   * @param journals how the collection's files are cut
   * @param readers which namespaces may read it
   * @param reset raised to begin a new generation
   * @param redactSalt salt of hashes that replace redacted values
   * @param using what computes
   * @param transforms what is read, and what becomes of it
   * @param shards how many at least; 0 suspends
   * @param suspend whether the task rests
   * @param transactions when they close
   * @param logLevel of the task
   * @param pod of its shards
   * @param deletionPolicy what becomes of the documents when the resource is deleted
   */
  @OneOf({"schema", "writeSchema+readSchema"})
  public record Spec(
      @Required
          @Limits(min = 1, max = 16)
          @Pattern(value = Patterns.POINTER, words = Patterns.POINTER_WORDS)
          List<String> key,
      @Nullable JsonNode schema,
      @Nullable JsonNode writeSchema,
      @Nullable JsonNode readSchema,
      @KeyedBy("field") @Limits(max = 2000) List<Collection.Projection> projections,
      Collection.@Nullable Journals journals,
      @Nullable Readers readers,
      @Limits(max = Integer.MAX_VALUE) Integer reset,
      Collection.@Nullable RedactSalt redactSalt,
      @Required Using using,
      @Required @KeyedBy("name") @Limits(min = 1, max = 100) List<Transform> transforms,
      @Default("1") @Limits(max = 1024) Integer shards,
      Boolean suspend,
      @Nullable Transactions transactions,
      @Nullable LogLevel logLevel,
      @Nullable PodFields pod,
      @Nullable DeletionPolicy deletionPolicy) {}

  /**
   * What computes.
   *
   * @param sqlite SQL statements over a database of the task's own
   * @param typescript a module of TypeScript
   * @param python a module of Python
   * @param connector a connector that derives
   */
  @OneOf({"sqlite", "typescript", "python", "connector"})
  public record Using(
      @Nullable Sqlite sqlite,
      @Nullable Module typescript,
      @Nullable Module python,
      @Nullable ConnectorUse connector) {}

  /**
   * A database of the task's own.
   *
   * @param migrations SQL that makes its tables, in order, each run once
   */
  public record Sqlite(@Limits(max = 1000) List<String> migrations) {}

  /**
   * Code of a language.
   *
   * @param module the code
   * @param moduleFrom where the code stands
   * @param dependencies packages that it needs
   */
  @OneOf({"module", "moduleFrom"})
  public record Module(
      @Limits(max = 262_144) @Nullable String module,
      @Nullable ModuleFrom moduleFrom,
      @Limits(max = 100) List<String> dependencies) {}

  /**
   * Where code stands.
   *
   * @param configMapKeyRef the ConfigMap's entry
   */
  public record ModuleFrom(@Required KeyRef configMapKeyRef) {}

  /**
   * One collection that is read.
   *
   * @param name its identity in state, status and metrics
   * @param source the collection, and which of its documents
   * @param shuffle what brings documents together
   * @param lambda SQL of SQLite; other languages name a method after the transform
   * @param readDelay how long after its publication a document is read
   * @param priority higher ones are read first
   * @param backfill raised to read the source again
   * @param suspend whether it rests
   * @param onViolation what happens to a document that breaks the schema
   */
  public record Transform(
      @Required
          @Limits(min = 1, max = 52)
          @Pattern(value = Patterns.LABEL, words = Patterns.LABEL_WORDS)
          String name,
      @Required Source source,
      @Nullable Shuffle shuffle,
      @Limits(max = 65_536) @Nullable String lambda,
      @Nullable Span readDelay,
      @Limits(min = -1_000_000, max = 1_000_000) Integer priority,
      @Limits(max = Integer.MAX_VALUE) Integer backfill,
      Boolean suspend,
      @Nullable OnViolation onViolation) {}

  /**
   * What brings documents together in one shard.
   *
   * @param key JSON pointers to equal values
   * @param any nothing: any shard will do
   */
  @OneOf({"key", "any"})
  public record Shuffle(
      @Limits(min = 1, max = 16) @Pattern(value = Patterns.POINTER, words = Patterns.POINTER_WORDS)
          @Nullable List<String> key,
      @Nullable JsonNode any) {}
}
