package dev.firth.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bindings for all that a capture writes.
 *
 * @param capture that is followed
 * @param include globs of its collections; empty: all
 * @param exclude globs of its collections that are left alone
 * @param tableNaming how tables are named
 * @param deltaUpdates whether documents are appended and never updated
 * @param fields which fields become columns
 */
public record BindingsFrom(
    @Required @Limits(min = 1, max = 52) String capture,
    @Limits(max = 1000) List<String> include,
    @Limits(max = 1000) List<String> exclude,
    @Nullable TableNaming tableNaming,
    @Nullable Boolean deltaUpdates,
    Materialization.@Nullable Fields fields) {
  public BindingsFrom {
    include = Absent.list(include);
    exclude = Absent.list(exclude);
  }

  /** How tables are named, from the path of the capture binding's resource. */
  public enum TableNaming {
    /** The last part of the path; other parts in front where they are not the default. */
    @JsonProperty("PrefixNonDefaultSchema")
    PREFIX_NON_DEFAULT_SCHEMA,

    /** All parts of the path. */
    @JsonProperty("PrefixSchema")
    PREFIX_SCHEMA,

    /** The last part of the path. */
    @JsonProperty("NoSchema")
    NO_SCHEMA
  }
}
