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
    return of(collection, key, words(violations), position);
  }

  /**
   * Names the same of a document that only what is inferred does not admit: nobody has to act, the
   * task goes on when the wider schema is published.
   */
  public static ShardException unseen(
      String collection, String key, List<Violation> violations, String position) {
    return ShardException.retry(
        "SchemaWidens",
        "waits: %s %s is like none that was seen before: %s (%s). It goes on when the inferred schema that admits it is published."
            .formatted(collection, document(key), words(violations), position));
  }

  private static String words(List<Violation> violations) {
    var what = new StringBuilder();
    for (Violation violation : violations.subList(0, Math.min(SHOWN, violations.size()))) {
      what.append(what.isEmpty() ? "" : "; ").append(violation);
    }
    if (violations.size() > SHOWN) {
      what.append("; and ").append(violations.size() - SHOWN).append(" more");
    }
    return what.toString();
  }

  /** As the other, in words of the caller's. */
  public static ShardException of(String collection, String key, String what, String position) {
    return ShardException.pause(
        "SchemaViolation",
        "paused: %s %s: %s (%s). Fix the schema or the source, then apply; it resumes by itself."
            .formatted(collection, document(key), what, position));
  }

  private static String document(String key) {
    return key.isEmpty() ? "a document" : "key " + key;
  }
}
