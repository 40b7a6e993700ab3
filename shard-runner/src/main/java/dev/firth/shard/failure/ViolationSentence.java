package dev.firth.shard.failure;

import dev.firth.documents.schema.Violation;
import java.util.List;

/** The words for a document that a task pauses at. */
public final class ViolationSentence {
  private static final int SHOWN = 3;

  private ViolationSentence() {}

  /**
   * Names collection, key, location, what was expected and found, where the document came from and
   * how the task resumes.
   *
   * @param key as a JSON array; empty if the document has none
   * @param position such as {@code log 3f.., transaction 118}
   */
  public static ShardException of(
      String collection, String key, List<Violation> violations, String position) {
    var what = new StringBuilder();
    for (Violation violation : violations.subList(0, Math.min(SHOWN, violations.size()))) {
      what.append(what.isEmpty() ? "" : "; ").append(violation);
    }
    if (violations.size() > SHOWN) {
      what.append("; and ").append(violations.size() - SHOWN).append(" more");
    }
    return of(collection, key, what.toString(), position);
  }

  /** As the other, in words of the caller's. */
  public static ShardException of(String collection, String key, String what, String position) {
    String document = key.isEmpty() ? "a document" : "key " + key;
    return ShardException.pause(
        "SchemaViolation",
        "paused: %s %s: %s (%s). Fix the schema or the source, then apply; it resumes by itself."
            .formatted(collection, document, what, position));
  }
}
