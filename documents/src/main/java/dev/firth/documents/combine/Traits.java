package dev.firth.documents.combine;

import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.ReduceStrategy;

/** What the annotations of a document say of the way it reduces, as flags of {@link Records}. */
final class Traits {
  private Traits() {}

  static int of(Annotations annotations) {
    int flags = Records.SEEN | (annotations.prunes() ? 0 : Records.PLAIN);
    ReduceStrategy root = annotations.reduce(0);
    if (Fold.isTombstone(root)) {
      return flags | Records.TOMBSTONE;
    }
    boolean last =
        root instanceof ReduceStrategy.LastWriteWins(var delete, var associative) && associative;
    boolean replaces = (root == null || last) && annotations.conflicting(0) == null;
    return replaces ? flags | Records.REPLACES : flags;
  }
}
