package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A named, keyed, append-only set of documents with a schema. */
@Served(plural = "collections", shortName = "fcol", status = ResourceStatus.class)
@Column(name = "Ready", path = Column.READY)
@Column(name = "Reason", path = Column.REASON)
@Column(name = "Message", path = Column.MESSAGE, wide = true)
@Column(name = "Age", path = Column.AGE, type = "date")
@KnownFields({"apiVersion", "kind", "status"})
public record Collection(@Required Metadata metadata, @Required Spec spec) implements Resource {

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
      @KeyedBy("field") @Limits(max = 2000) List<Projection> projections,
      Journals journals,
      @Nullable Readers readers,
      @NotBuilt(unless = "0", instead = "To begin anew, use a collection of another name.")
          @Limits(max = Integer.MAX_VALUE)
          Integer reset,
      @Nullable RedactSalt redactSalt,
      DeletionPolicy deletionPolicy) {
    public Spec {
      key = Absent.list(key);
      projections = Absent.list(projections);
      journals = Absent.or(journals, new Journals(null, null));
      reset = Absent.or(reset, 0);
      deletionPolicy = Absent.or(deletionPolicy, DeletionPolicy.RETAIN);
    }
  }

  /**
   * Where the salt of hashed values comes from.
   *
   * @param secretKeyRef the Secret's entry
   */
  public record RedactSalt(@Required KeyRef secretKeyRef) {}

  /**
   * A name for a location of the documents.
   *
   * @param field the name: a column, a partition
   * @param location JSON pointer
   * @param partition whether the collection is divided by its values
   */
  public record Projection(
      @Required @Limits(min = 1, max = 512) String field,
      @Required
          @Limits(max = 512)
          @Pattern(value = Patterns.POINTER_OR_ROOT, words = Patterns.POINTER_OR_ROOT_WORDS)
          String location,
      Boolean partition) {
    public Projection {
      partition = Absent.or(partition, false);
    }
  }

  /**
   * How a collection's documents are kept.
   *
   * @param fragment how files are cut
   * @param retention how long they are kept; null: for ever
   */
  public record Journals(
      @Nullable Fragment fragment,
      @NotBuilt(
              instead =
                  "Leave it out: documents are kept for ever, and may be deleted by a lifecycle rule"
                      + " of the bucket.")
          @Nullable Span retention) {}

  /**
   * How files are cut.
   *
   * @param size of a file before compression
   * @param interval after which a file is closed however small
   * @param compression of a file
   */
  public record Fragment(
      @Nullable Quantity size, @Nullable Span interval, @Nullable Compression compression) {}

  /** How files are compressed. */
  public enum Compression {
    /** Not at all: {@code .ndjson}. */
    @JsonProperty("None")
    NONE,
    /** gzip, which every reader knows: {@code .ndjson.gz}. */
    @JsonProperty("Gzip")
    GZIP,
    /** Zstandard: {@code .ndjson.zst}. */
    @JsonProperty("Zstd")
    ZSTD
  }
}
