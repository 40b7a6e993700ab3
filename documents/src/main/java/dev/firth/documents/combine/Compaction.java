package dev.firth.documents.combine;

import dev.firth.documents.combine.Combiner.Binding;
import java.util.List;

/**
 * Combines the documents of one key to as few as possible, without knowing what went before or will
 * come. A loaded document stays in front by itself: others may still have to go between. A document
 * that is a tombstone, or has one in it, is not combined with what follows, because the rest of it
 * must be gone by then. In a full binding, of three tombstones the first, with all before it, no
 * longer matters.
 */
final class Compaction {
  private final List<Binding> bindings;
  private final Fold fold;
  private final Chain chain = new Chain();

  /** Where the documents begin that were not loaded. */
  private int first;

  Compaction(List<Binding> bindings) {
    this.bindings = bindings;
    fold = new Fold(bindings);
  }

  /** Compacts the documents of the source's key; the result is valid until the next call. */
  Chain compact(Source source) {
    chain.clear();
    fold.begin(source.binding(), source.key(), source.keyOffset(), source.keyLength());
    if (source.startsLoaded()) {
      source.nextDocument();
      keep(source);
    }
    first = chain.size();
    if (source.remaining() == 1) {
      source.nextDocument();
      keep(source);
    } else if (bindings.get(source.binding()).full()) {
      full(source);
    } else {
      associative(source);
    }
    return chain;
  }

  private void keep(Source source) {
    chain.add(source.bytes(), source.offset(), source.length(), source.flags());
  }

  private void associative(Source source) {
    boolean open = false;
    while (source.remaining() > 0) {
      source.nextDocument();
      if (!open || isApart(source) || !combine(source)) {
        flush(open);
        start(source);
        open = true;
      }
    }
    flush(open);
  }

  private void full(Source source) {
    int last = -1;
    boolean open = false;
    while (source.remaining() > 0) {
      source.nextDocument();
      if (!open || isApart(source) || !combine(source)) {
        flush(open);
        start(source);
      }
      boolean tombstone = fold.holdsTombstone();
      open = !tombstone;
      if (tombstone) {
        flush(true);
        if (last >= 0) {
          chain.drop(first, last);
        }
        last = chain.size() - 1;
      }
    }
    flush(open);
  }

  private static boolean isApart(Source source) {
    return (source.flags() & Records.APART) != 0;
  }

  private boolean combine(Source source) {
    return fold.combine(source.bytes(), source.offset(), source.length(), source.flags());
  }

  private void start(Source source) {
    fold.start(source.bytes(), source.offset(), source.length(), source.flags());
  }

  private void flush(boolean open) {
    if (open) {
      int apart = chain.size() > first ? Records.APART : 0;
      chain.add(fold.bytes(), 0, fold.length(), fold.flags() | apart);
    }
  }
}
