package dev.firth.specs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of a collection is read.
 *
 * @param include journals must match one of the values of every field named here
 * @param exclude journals that match any of these are left out
 * @param notBefore inclusive, compared with a document's publication time
 * @param notAfter exclusive
 */
public record SourceSpec(
    CollectionSpec collection,
    List<PartitionFilter> include,
    List<PartitionFilter> exclude,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter) {
  public SourceSpec {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** All of a collection. */
  public static SourceSpec all(CollectionSpec collection) {
    return new SourceSpec(collection, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /** Values of one partition field, as text. */
  public record PartitionFilter(String field, List<String> values) {
    public PartitionFilter {
      values = List.copyOf(values);
    }
  }
}
