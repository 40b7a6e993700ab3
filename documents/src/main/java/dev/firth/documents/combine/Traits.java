package dev.firth.documents.combine;

import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.ReduceStrategy;
import org.jspecify.annotations.Nullable;

/** What the annotations of a document say of the way it reduces, as flags of {@link Records}. */
final class Traits {
  private Traits() {}

  /** Of the document on the tape, whose validation gave the annotations. */
  static int of(Tape document, Annotations annotations) {
    int flags = Records.SEEN;
    if (!annotations.prunes()) {
      flags |= Records.PLAIN;
    } else if (annotations.closes(document)) {
      flags |= Records.CLOSED;
    }
    ReduceStrategy root = annotations.reduce(0);
    if (isTombstone(root)) {
      return flags | Records.TOMBSTONE;
    }
    boolean last =
        root instanceof ReduceStrategy.LastWriteWins(var delete, var associative) && associative;
    boolean replaces = (root == null || last) && annotations.conflicting(0) == null;
    return replaces ? flags | Records.REPLACES : flags;
  }

  private static boolean isTombstone(@Nullable ReduceStrategy strategy) {
    return switch (strategy) {
      case ReduceStrategy.LastWriteWins last -> last.delete();
      case ReduceStrategy.Merge merge -> merge.delete();
      case null, default -> false;
    };
  }
}
