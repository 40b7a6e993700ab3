package dev.firth.documents.combine;

import dev.firth.documents.combine.Combiner.Binding;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.PackedKey;
import dev.firth.documents.reduce.ReduceException;
import dev.firth.documents.reduce.Reducer;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reduces the documents of one key from left to right. Holds what they came to so far; documents
 * are copied when they enter. Reused from key to key.
 */
final class Fold {
  /** Says that two documents cannot be combined. */
  static final int APART = -1;

  private final List<Binding> bindings;
  private final Reducer reducer = new Reducer();
  private final Tape left = new Tape();
  private final Tape right = new Tape();
  private final Annotations annotations = new Annotations();
  private final Annotations others = new Annotations();
  private JsonBuffer value = new JsonBuffer();
  private JsonBuffer spare = new JsonBuffer();

  private int index;
  private byte[] key = {};
  private int keyOffset;
  private int keyLength;
  private boolean present;
  private boolean deleted;

  /** Flags of {@link Records} of what it holds. */
  private int held;

  Fold(List<Binding> bindings) {
    this.bindings = bindings;
  }

  /** Begins a key; its bytes are looked at only for messages. */
  void begin(int binding, byte[] key, int offset, int length) {
    index = binding;
    this.key = key;
    keyOffset = offset;
    keyLength = length;
    present = false;
    deleted = false;
    held = 0;
  }

  /** Takes a document as it is, in the place of what the fold held. */
  void start(byte[] bytes, int offset, int length, int flags) {
    value.reset();
    value.raw(bytes, offset, length);
    present = true;
    deleted = false;
    held = flags;
  }

  /**
   * Combines the document into what the fold holds; false, and nothing done, if it cannot tell, or
   * if what it holds is closed.
   */
  boolean combine(byte[] bytes, int offset, int length, int flags) {
    if (replaces(flags)) {
      start(bytes, offset, length, flags);
      return true;
    }
    if (isClosed()) {
      return false;
    }
    validate(bytes, offset, length);
    return reduce(false);
  }

  private boolean isClosed() {
    return (look() & Records.CLOSED) != 0;
  }

  /** Whether what it holds, reduced fully, is a deletion. */
  boolean holdsTombstone() {
    return (look() & Records.TOMBSTONE) != 0;
  }

  /** Flags of what it holds, for which it is validated unless somebody has looked at it. */
  private int look() {
    if ((held & (Records.SEEN | Records.LOADED)) == 0) {
      left.parse(value.bytes(), 0, value.size());
      held |= seen(left, value.bytes(), 0, value.size());
    }
    return held;
  }

  /** What validation says of a document that nobody has looked at, as flags. */
  private int seen(Tape document, byte[] bytes, int offset, int length) {
    if (!binding().schema().validate(document, 0, others)) {
      throw invalid("A document", bytes, offset, length);
    }
    return Traits.of(document, others) & (Records.SEEN | Records.TOMBSTONE | Records.CLOSED);
  }

  /**
   * Combines the document on a tape with the one before it; afterwards the fold holds the result.
   *
   * @param flags of the one before it
   * @param given annotations of the document on the tape, if it was validated with them
   * @return flags of the result, or {@link #APART} where there is none
   */
  int combine(
      byte[] bytes, int offset, int length, int flags, Tape document, @Nullable Annotations given) {
    Annotations seen = given != null ? given : validated(document);
    int traits = Traits.of(document, seen);
    if (replaces(traits)) {
      int from = document.start(0);
      start(document.bytes(), from, document.end(0) - from, traits);
      return traits;
    }
    int earlier = flags;
    if ((flags & Records.SEEN) == 0) {
      left.parse(bytes, offset, length);
      earlier = seen(left, bytes, offset, length);
    }
    if ((earlier & Records.CLOSED) != 0) {
      return APART;
    }
    left.skim(bytes, offset, length, Reducer.reach(document, 0, seen));
    spare.reset();
    Outcome outcome;
    try {
      outcome = reducer.reduce(left, 0, document, 0, seen, false, spare);
    } catch (ReduceException refused) {
      throw failed(String.valueOf(refused.getMessage()), refused);
    }
    if (outcome == Outcome.NOT_ASSOCIATIVE) {
      return APART;
    }
    swap(outcome, traits);
    return held;
  }

  private Annotations validated(Tape document) {
    if (!binding().schema().validate(document, 0, annotations)) {
      int from = document.start(0);
      throw invalid("A document", document.bytes(), from, document.end(0) - from);
    }
    return annotations;
  }

  /** Reduces the document into what the fold holds, which is all that went before. */
  void apply(byte[] bytes, int offset, int length, int flags) {
    boolean nothing = !present || deleted;
    if (replaces(flags) || nothing && (flags & Records.PLAIN) != 0) {
      start(bytes, offset, length, flags);
      return;
    }
    validate(bytes, offset, length);
    reduce(true);
  }

  private static boolean replaces(int flags) {
    return (flags & Records.REPLACES) != 0;
  }

  private boolean reduce(boolean full) {
    spare.reset();
    Outcome outcome;
    try {
      if (present && !deleted) {
        left.skim(value.bytes(), 0, value.size(), Reducer.reach(right, 0, annotations));
        outcome = reducer.reduce(left, 0, right, 0, annotations, full, spare);
      } else {
        outcome = reducer.reduceIntoNothing(right, 0, annotations, full, spare);
      }
    } catch (ReduceException refused) {
      throw failed(String.valueOf(refused.getMessage()), refused);
    }
    if (outcome == Outcome.NOT_ASSOCIATIVE) {
      return false;
    }
    swap(outcome, Traits.of(right, annotations));
    return true;
  }

  /**
   * Takes the reduced document. What of the later one deletes, deletes in it; the earlier one was
   * not closed.
   */
  private void swap(Outcome outcome, int later) {
    JsonBuffer old = value;
    value = spare;
    spare = old;
    present = true;
    deleted = outcome == Outcome.DELETED;
    held = Records.SEEN | Records.COMBINED | later & (Records.TOMBSTONE | Records.CLOSED);
  }

  private void validate(byte[] bytes, int offset, int length) {
    right.parse(bytes, offset, length);
    validated(right);
  }

  /** Refuses a reduced document that its own schema refuses, such as a sum beyond its maximum. */
  void revalidate() {
    if ((held & Records.COMBINED) != 0) {
      left.parse(value.bytes(), 0, value.size());
      if (!binding().schema().validate(left, 0)) {
        throw invalid("A reduced document", value.bytes(), 0, value.size());
      }
    }
  }

  private CombineException invalid(String what, byte[] bytes, int offset, int length) {
    List<Violation> violations = binding().schema().explain(bytes, offset, length);
    String why = violations.isEmpty() ? "no part of it says why" : violations.getFirst().toString();
    return failed("%s does not fit its schema: %s.".formatted(what, why), null);
  }

  private CombineException failed(String sentence, @Nullable Throwable cause) {
    var json = new JsonBuffer();
    PackedKey.toJson(key, keyOffset, keyLength, json);
    return new CombineException(
        index, json.toString(), "Documents of key %s: %s".formatted(json, sentence), cause);
  }

  private Binding binding() {
    return bindings.get(index);
  }

  /** Flags of what it holds, as far as they are known. */
  int flags() {
    return held & ~Records.APART;
  }

  /** Whether it holds a document. */
  boolean holds() {
    return present;
  }

  boolean deleted() {
    return deleted;
  }

  byte[] bytes() {
    return value.bytes();
  }

  int length() {
    return value.size();
  }
}
