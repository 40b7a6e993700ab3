package dev.firth.crds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bindings that follow the source.
 *
 * @param addBindings whether what is new at the source is captured
 * @param evolveCollections whether schemas of collections follow the source
 * @param exclude globs of what is left alone
 * @param interval from look to look
 */
public record DiscoverRules(
    @Nullable Boolean addBindings,
    @Nullable Boolean evolveCollections,
    @Limits(max = 1000) List<String> exclude,
    @Nullable Span interval) {
  public DiscoverRules {
    exclude = Absent.list(exclude);
  }
}
