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
  /** Documents of a key after which they are combined for the first time. */
  private static final int HOT = 16;

  private static final int SPREAD = 0x9E3779B1;
  private static final long KEPT = 4 << 20;

  private final List<Binding> bindings;
  private final long memory;
  private final Path spillFolder;
  private final Compaction compaction;
  private final PackedKey key = new PackedKey();
  private final Tape loadedTape = new Tape();
  private final KeyTable table = new KeyTable();
  private Records records;
  private @Nullable Spill spill;
  private boolean draining;
  private boolean stale;
  private long documents;
  private long bytes;
  private long liveDocuments;
  private long liveBytes;

  /**
   * What is combined together.
   *
   * @param key where the key is
   * @param schema whose annotations say how documents are reduced; reduced documents must fit it,
   *     unless {@code full}
   * @param full whether loaded documents are added, or known not to exist: then documents are
   *     reduced into them and tombstones delete. Otherwise documents are only combined with each
   *     other, and those that cannot be stay apart
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
    this.spillFolder = spillFolder;
    memory = Math.max(memoryBytes, 1 << 16);
    compaction = new Compaction(this.bindings);
    records = new Records(new Arena(memory));
  }

  /**
   * Adds the document that the tape holds, a valid one. Its bytes are copied.
   *
   * @return whether its key is not in memory yet; a key that was spilled is new again
   * @throws KeyException when it has no usable key; it is not added then
   * @throws CombineException when documents of its key cannot be reduced, or the disk fails
   */
  public boolean add(int binding, Tape document) throws KeyException {
    return add(binding, document, 0);
  }

  /**
   * Adds the document that the tape holds, whose validation by the binding's schema gave these
   * annotations. With them, a document whose key is seen once is never looked at again.
   *
   * @return as {@link #add(int, Tape)}
   * @throws KeyException as {@link #add(int, Tape)}
   * @throws CombineException as {@link #add(int, Tape)}
   */
  public boolean add(int binding, Tape document, Annotations annotations) throws KeyException {
    return add(binding, document, Traits.of(annotations));
  }

  private boolean add(int binding, Tape document, int flags) {
    filling();
    bindings.get(binding).key().pack(document, 0, key);
    int from = document.start(0);
    int length = document.end(0) - from;
    int hash = hash(binding);
    room(length);
    int record = table.find(records, hash, binding, key.bytes(), key.length());
    boolean fresh = record == 0;
    if (fresh) {
      record = newKey(hash, binding);
    }
    records.append(record, document.bytes(), from, length, flags);
    count(length);
    if (records.count(record) >= records.compactAt(record)) {
      compactKey(record);
    }
    return fresh;
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
   * Adds what the destination holds for its key: it comes before all documents of that key,
   * whenever they are added. A second one of a key takes the place of the first.
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
    int hash = hash(binding);
    room(size);
    int record = table.find(records, hash, binding, key.bytes(), key.length());
    if (record == 0) {
      record = newKey(hash, binding);
    }
    records.prepend(record, document, from, size);
    count(size);
  }

  private void filling() {
    if (draining) {
      throw new IllegalStateException("The combiner's drain must be closed first");
    }
  }

  private int hash(int binding) {
    return key.hash() ^ binding * SPREAD;
  }

  private int newKey(int hash, int binding) {
    int record = records.newKey(binding, key.bytes(), 0, key.length(), HOT);
    table.add(hash, record);
    return record;
  }

  private void count(int length) {
    documents++;
    bytes += length;
    liveDocuments++;
    liveBytes += length;
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

  /** Bytes of memory held now. */
  public long memory() {
    return records.arena().reserved() + table.reserved() + sorting(table.size());
  }

  private static long sorting(long keys) {
    return keys * (Integer.BYTES + Long.BYTES);
  }

  /** Sees to it that a document of that length and its key fit. */
  private void room(int length) {
    int size = length + key.length() + Records.KEY_HEADER + Records.DOCUMENT_HEADER + 16;
    Arena arena = records.arena();
    long growth = arena.growth(size);
    if (growth > 0 && arena.used() > memory / 2 && !stale && compactedSize() < memory / 4) {
      arena.trim(memory);
      compactAll();
      growth = records.arena().growth(size);
    }
    records.arena().trim(memory() + growth - memory);
    if (memory() + growth > memory && table.size() > 0) {
      spill();
    }
  }

  /** An estimate of what the records would take with every key's documents combined. */
  private long compactedSize() {
    long keys = table.size();
    return keys * (liveBytes / Math.max(1, liveDocuments) + 80);
  }

  private void compactKey(int record) {
    var source = new MemorySource(records, new int[] {record});
    source.nextKey();
    Chain chain = compaction.compact(source);
    forget(record);
    records.clearChain(record);
    restore(records, record, chain);
    records.compactAt(record, 2 * chain.size() + HOT);
  }

  private void forget(int record) {
    for (int d = records.first(record); d != 0; d = records.next(d)) {
      liveDocuments--;
      liveBytes -= records.length(d);
    }
  }

  private void restore(Records into, int record, Chain chain) {
    for (int i = 0; i < chain.size(); i++) {
      into.append(record, chain.bytes(), chain.offset(i), chain.length(i), chain.flags(i));
      liveDocuments++;
      liveBytes += chain.length(i);
    }
  }

  /** Combines every key's documents and moves what is left to a new arena. */
  private void compactAll() {
    Records old = records;
    var moved = new Records(new Arena(memory));
    liveDocuments = 0;
    liveBytes = 0;
    var one = new int[1];
    table.move(
        record -> {
          one[0] = record;
          var source = new MemorySource(old, one);
          source.nextKey();
          int to =
              moved.newKey(
                  old.binding(record),
                  old.chunk(record),
                  old.keyOffset(record),
                  old.keyLength(record),
                  HOT);
          Chain chain = compaction.compact(source);
          restore(moved, to, chain);
          moved.compactAt(to, 2 * chain.size() + HOT);
          return to;
        });
    records = moved;
    stale = records.arena().used() > memory / 3;
  }

  private void spill() {
    if (spill == null) {
      spill = new Spill(spillFolder, memory);
    }
    MemorySource source = sorted();
    while (source.nextKey()) {
      spillKey(spill, source);
    }
    spill.endRun();
    forgetMemory(memory);
  }

  private void spillKey(Spill run, MemorySource source) {
    byte[] packed = source.key();
    int offset = source.keyOffset();
    int length = source.keyLength();
    if (source.remaining() == 1) {
      run.key(source.binding(), packed, offset, length, 1);
      source.nextDocument();
      run.document(source.bytes(), source.offset(), source.length(), source.flags());
      return;
    }
    Chain chain = compaction.compact(source);
    run.key(source.binding(), packed, offset, length, chain.size());
    for (int i = 0; i < chain.size(); i++) {
      run.document(chain.bytes(), chain.offset(i), chain.length(i), chain.flags(i));
    }
  }

  private MemorySource sorted() {
    int[] order = table.records();
    KeySort.sort(records, order);
    return new MemorySource(records, order);
  }

  private void forgetMemory(long keep) {
    records.arena().clear(keep);
    table.clear();
    liveDocuments = 0;
    liveBytes = 0;
    stale = false;
  }

  /**
   * Begins to give back what was added. Nothing can be added until the drain is closed; then the
   * combiner is empty, whether or not all was taken.
   *
   * @throws CombineException when the disk fails
   */
  public Drain drain() {
    filling();
    draining = true;
    List<? extends Source> sources;
    if (spill == null) {
      sources = List.of(sorted());
    } else {
      if (table.size() > 0) {
        spill();
      }
      forgetMemory(KEPT);
      sources = spill.sources(memory / 2);
    }
    return new MergedDrain(bindings, sources, this::clear);
  }

  private void clear() {
    if (spill != null) {
      spill.close();
      spill = null;
    }
    forgetMemory(KEPT);
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
