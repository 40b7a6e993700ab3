package dev.firth.documents.combine;

import dev.firth.documents.json.Tape;
import dev.firth.documents.key.KeyException;
import dev.firth.documents.key.KeyExtractor;
import dev.firth.documents.key.PackedKey;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CompiledSchema;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups documents by (binding, key), in memory up to a bound and in sorted runs of a temporary
 * file beyond it, and gives them back reduced. Documents of one key are reduced in the order in
 * which they were added, so that the result does not depend on the bound.
 *
 * <p>A key that is seen once comes back byte for byte. The documents of hot keys are combined as
 * they come, so that they take no room.
 *
 * <p>One thread at a time. After a {@link CombineException} it can only be closed.
 */
public final class Combiner implements AutoCloseable {
  /**
   * A document so many times larger than the next one, and this, is not combined with it at once.
   */
  private static final int MANY = 4;

  private static final int KEPT_WHOLE = 1024;
  private static final int MIN_MEMORY = 1 << 16;
  private static final int[] NO_NOTE = {};

  private final List<Binding> bindings;
  private final Memory memory;
  private final Fold fold;
  private final PackedKey key = new PackedKey();
  private final Tape loadedTape = new Tape();
  private boolean draining;
  private int lastFlags;
  private long documents;
  private long bytes;

  private enum Attempt {
    COMBINED,
    /** They must stay apart. */
    APART,
    /** It is better done later. */
    LATER
  }

  /**
   * What is combined together.
   *
   * @param key where the key is
   * @param schema whose annotations say how documents are reduced; reduced documents must fit it,
   *     unless {@code full}
   * @param full whether loaded documents are added, or known not to exist: then documents are
   *     reduced into them and tombstones delete. Otherwise documents are only combined with each
   *     other, and those that cannot be stay apart, as does what follows a tombstone
   */
  public record Binding(KeyExtractor key, CompiledSchema schema, boolean full) {}

  /**
   * A combiner.
   *
   * @param memoryBytes the most that documents, keys and tables take; at least 64 KiB. One document
   *     larger than that is held nevertheless
   * @param spillFolder where the temporary file goes; made when it is needed
   */
  public Combiner(List<Binding> bindings, long memoryBytes, Path spillFolder) {
    this.bindings = List.copyOf(bindings);
    memory = new Memory(this.bindings, Math.max(memoryBytes, MIN_MEMORY), spillFolder);
    fold = new Fold(this.bindings);
  }

  /**
   * Adds the document that the tape holds, a valid one. Its bytes are copied.
   *
   * @return whether its key is not in memory yet; a key that was spilled is new again
   * @throws KeyException when it has no usable key; it is not added then
   * @throws CombineException when documents of its key cannot be reduced, or the disk fails
   */
  public boolean add(int binding, Tape document) throws KeyException {
    return add(binding, document, null);
  }

  /**
   * Adds the document that the tape holds, whose validation by the binding's schema gave these
   * annotations. With them, a document whose key is seen once is never looked at again.
   *
   * @return as {@link #add(int, Tape)}
   * @throws KeyException as {@link #add(int, Tape)}
   * @throws CombineException as {@link #add(int, Tape)}
   */
  public boolean add(int binding, Tape document, @Nullable Annotations annotations)
      throws KeyException {
    return add(binding, document, annotations, NO_NOTE, 0);
  }

  /**
   * Adds the document that the tape holds, with a note that spares the caller another look at it:
   * if the document comes back as it is, untouched by others and by the disk, {@link Drain#note}
   * says where its note is.
   *
   * @param note whole numbers, such as offsets relative to the start of the document
   * @param numbers how many of them
   * @return as {@link #add(int, Tape)}
   * @throws KeyException as {@link #add(int, Tape)}
   * @throws CombineException as {@link #add(int, Tape)}
   */
  public boolean add(
      int binding, Tape document, @Nullable Annotations annotations, int[] note, int numbers)
      throws KeyException {
    filling();
    bindings.get(binding).key().pack(document, 0, key);
    int from = document.start(0);
    int length = document.end(0) - from;
    memory.makeRoom(key.length(), length + Integer.BYTES * numbers);
    documents++;
    bytes += length;
    int flags = annotations == null ? 0 : Traits.of(document, annotations);
    lastFlags = flags;
    int record = memory.find(binding, key);
    if (record == 0) {
      int added = memory.newKey(binding, key);
      boolean untouched = (flags & Records.PLAIN) != 0 || !bindings.get(binding).full();
      if (numbers > 0 && untouched) {
        memory.append(added, document.bytes(), from, length, flags, note, numbers);
      } else {
        memory.append(added, document.bytes(), from, length, flags);
      }
      return true;
    }
    switch (combine(binding, record, document, annotations)) {
      case COMBINED -> {}
      case APART -> memory.append(record, document.bytes(), from, length, flags | Records.APART);
      case LATER -> memory.append(record, document.bytes(), from, length, flags);
    }
    return false;
  }

  /**
   * Combines the document with the last one of its key while it is on the tape, which spares
   * reading it again.
   */
  private Attempt combine(
      int binding, int record, Tape document, @Nullable Annotations annotations) {
    Records records = memory.records();
    int last = records.last(record);
    int flags = records.flags(last);
    int before = records.length(last);
    boolean large = before > MANY * (document.end(0) - document.start(0)) + KEPT_WHOLE;
    if (large || (flags & Records.LOADED) != 0) {
      return Attempt.LATER;
    }
    fold.begin(binding, key.bytes(), 0, key.length());
    int made =
        fold.combine(
            records.chunk(last), records.bytesOffset(last), before, flags, document, annotations);
    if (made == Fold.APART) {
      return Attempt.APART;
    }
    int kept = made | flags & Records.APART;
    return memory.replaceLast(record, fold.bytes(), fold.length(), kept)
        ? Attempt.COMBINED
        : Attempt.LATER;
  }

  /**
   * The packed key of the document added last; its bytes change with the next one.
   *
   * @see PackedKey#toByteArray
   */
  public PackedKey lastKey() {
    return key;
  }

  /**
   * Whether the document added last takes the place of all that was before, by its own annotations:
   * what the destination holds for its key changes nothing of it.
   */
  public boolean lastReplaces() {
    return (lastFlags & Records.REPLACES) != 0;
  }

  /** Whether the document added last is a tombstone, by its own annotations. */
  public boolean lastDeletes() {
    return (lastFlags & Records.TOMBSTONE) != 0;
  }

  /**
   * Adds what the destination holds for its key: it comes before all documents of that key,
   * whenever they are added. A second one of a key takes the place of the first. One to whose key
   * nothing is added does not come back: it is what the destination holds already, perhaps in
   * answer to another key that it takes for this one.
   *
   * @throws dev.firth.documents.json.JsonException when it is not JSON
   * @throws KeyException when it has no usable key
   * @throws CombineException when the disk fails
   */
  public void addLoaded(int binding, byte[] document, int offset, int length) throws KeyException {
    filling();
    loadedTape.parse(document, offset, length);
    bindings.get(binding).key().pack(loadedTape, 0, key);
    int from = loadedTape.start(0);
    int size = loadedTape.end(0) - from;
    memory.makeRoom(key.length(), size);
    documents++;
    bytes += size;
    int record = memory.find(binding, key);
    memory.prepend(record == 0 ? memory.newKey(binding, key) : record, document, from, size);
  }

  private void filling() {
    if (draining) {
      throw new IllegalStateException("The combiner's drain must be closed first");
    }
  }

  /** Documents added since the last drain, loaded ones included. */
  public long documents() {
    return documents;
  }

  /** Their bytes. */
  public long bytes() {
    return bytes;
  }

  public boolean isEmpty() {
    return documents == 0;
  }

  /** Bytes on disk, of what was added since the last drain. */
  public long spilled() {
    return memory.spilled();
  }

  /** Bytes of memory held now. */
  public long memory() {
    return memory.held();
  }

  /**
   * Begins to give back what was added. Nothing can be added until the drain is closed; then the
   * combiner is empty, whether or not all was taken.
   *
   * @throws CombineException when the disk fails
   */
  public Drain drain() {
    return drain(false);
  }

  /**
   * As {@link #drain}, and gives back what was loaded for keys to which nothing was added, too: for
   * whoever has nothing else that holds it.
   */
  public Drain drainWithLoaded() {
    return drain(true);
  }

  private Drain drain(boolean untouched) {
    filling();
    draining = true;
    return new MergedDrain(bindings, memory.sources(), untouched, this::clear);
  }

  private void clear() {
    memory.close();
    documents = 0;
    bytes = 0;
    draining = false;
  }

  /** Lets go of memory and the temporary file. */
  @Override
  public void close() {
    clear();
  }

  /**
   * The reduced documents in order of (binding, packed key). Spans are valid until the next call of
   * {@link #next}.
   */
  public interface Drain extends AutoCloseable {
    /**
     * Moves to the next document; false at the end. A binding that is not full gives more than one
     * document of a key, in order, where they could not be combined.
     *
     * @throws CombineException when documents cannot be reduced, or the disk fails
     */
    boolean next();

    int binding();

    byte[] bytes();

    int offset();

    int length();

    /**
     * Where the note of the document begins in {@link #bytes}, each number four bytes, the least
     * first; -1 if it has none.
     */
    int note();

    /** The packed key. */
    byte[] key();

    int keyOffset();

    int keyLength();

    /** Whether the full reduction deleted the document; its bytes are those of its last state. */
    boolean deleted();

    /** Whether a loaded document took part: the destination has the key. */
    boolean loaded();

    @Override
    void close();
  }
}
