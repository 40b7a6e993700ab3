package dev.firth.documents.combine;

import dev.firth.documents.combine.Combiner.Binding;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives back what the sources hold, reduced, in order of (binding, packed key). */
final class MergedDrain implements Combiner.Drain {
  private final List<Binding> bindings;
  private final MergedGroup group;
  private final Fold fold;
  private final boolean untouched;
  private final Runnable onClose;
  private boolean more;
  private boolean held;
  private boolean deleted;
  private boolean loaded;

  /** Where the document is when it is a span of a source; otherwise it is in the fold. */
  private @Nullable Source span;

  /** The document that could not be combined with the one before it. */
  private byte[] following = {};

  private int followingFlags;

  /**
   * @param untouched whether what was loaded comes back where nothing was added to it
   */
  MergedDrain(
      List<Binding> bindings, List<? extends Source> sources, boolean untouched, Runnable onClose) {
    this.bindings = bindings;
    this.untouched = untouched;
    this.onClose = onClose;
    group = new MergedGroup(sources);
    fold = new Fold(bindings);
  }

  @Override
  public boolean next() {
    span = null;
    deleted = false;
    if (more && (held || group.remaining() > 0)) {
      associative();
      return true;
    }
    Source before;
    do {
      more = group.next();
      if (!more) {
        return false;
      }
      before = group.takeLoaded();
    } while (!untouched && group.remaining() == 0);
    Source key = group.key();
    fold.begin(key.binding(), key.key(), key.keyOffset(), key.keyLength());
    loaded = before != null;
    if (before != null) {
      fold.start(before.bytes(), before.offset(), before.length(), before.flags());
    }
    if (bindings.get(key.binding()).full()) {
      full();
    } else {
      associative();
    }
    return true;
  }

  private void full() {
    boolean alone = !loaded && group.remaining() == 1;
    while (group.remaining() > 0) {
      Source next = group.take();
      if (alone && (next.flags() & Records.PLAIN) != 0) {
        span = next;
        return;
      }
      fold.apply(next.bytes(), next.offset(), next.length(), next.flags());
    }
    deleted = fold.deleted();
  }

  private void associative() {
    if (held) {
      fold.start(following, 0, following.length, followingFlags);
      held = false;
    } else if (!fold.holds()) {
      Source first = group.take();
      if (group.remaining() == 0 && (first.flags() & Records.COMBINED) == 0) {
        span = first;
        return;
      }
      fold.start(first.bytes(), first.offset(), first.length(), first.flags());
    }
    while (group.remaining() > 0) {
      Source next = group.take();
      boolean apart = (next.flags() & Records.APART) != 0;
      if (apart || !fold.combine(next.bytes(), next.offset(), next.length(), next.flags())) {
        following = Arrays.copyOfRange(next.bytes(), next.offset(), next.offset() + next.length());
        followingFlags = next.flags();
        held = true;
        break;
      }
    }
    fold.revalidate();
  }

  @Override
  public int binding() {
    return group.key().binding();
  }

  @Override
  public byte[] bytes() {
    return span != null ? span.bytes() : fold.bytes();
  }

  @Override
  public int offset() {
    return span != null ? span.offset() : 0;
  }

  @Override
  public int length() {
    return span != null ? span.length() : fold.length();
  }

  @Override
  public int note() {
    return span != null && span.noted() ? span.offset() + span.length() : -1;
  }

  @Override
  public byte[] key() {
    return group.key().key();
  }

  @Override
  public int keyOffset() {
    return group.key().keyOffset();
  }

  @Override
  public int keyLength() {
    return group.key().keyLength();
  }

  @Override
  public boolean deleted() {
    return deleted;
  }

  @Override
  public boolean loaded() {
    return loaded;
  }

  @Override
  public void close() {
    onClose.run();
  }
}
