package dev.firth.documents.combine;

import dev.firth.documents.combine.Combiner.Binding;
import dev.firth.documents.key.PackedKey;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys and documents of a combiner, within a bound. At half of it, documents that wait are
 * combined and what is left is moved together, if that promises to free half; at the bound, all is
 * sorted and written to a run.
 */
final class Memory implements AutoCloseable {
  /** Documents of a key after which those that wait are combined. */
  private static final int HOT = 16;

  private static final int SPREAD = 0x9E3779B1;

  /** Bytes kept for the next round: at least, and at most if this one needed as many. */
  private static final long KEPT = 4 << 20;

  private static final long KEPT_WHEN_BUSY = 24 << 20;

  private final long limit;
  private final Path spillFolder;
  private final Compaction compaction;
  private final KeyTable table = new KeyTable();
  private Records records;
  private @Nullable Spill spill;
  private boolean full;
  private long documents;
  private long bytes;

  Memory(List<Binding> bindings, long limit, Path spillFolder) {
    this.limit = limit;
    this.spillFolder = spillFolder;
    compaction = new Compaction(bindings);
    records = new Records(new Arena(limit));
  }

  /** Records until the next call that makes room. */
  Records records() {
    return records;
  }

  /** The record of the key, or 0. */
  int find(int binding, PackedKey key) {
    return table.find(records, hash(binding, key), binding, key.bytes(), key.length());
  }

  int newKey(int binding, PackedKey key) {
    int record = records.newKey(binding, key.bytes(), 0, key.length(), HOT);
    table.add(hash(binding, key), record);
    return record;
  }

  private static int hash(int binding, PackedKey key) {
    return key.hash() ^ binding * SPREAD;
  }

  /** Adds a document after those of its key. */
  void append(int record, byte[] source, int offset, int length, int flags) {
    records.append(record, source, offset, length, flags);
    count(1, length);
    if (records.count(record) >= records.compactAt(record)) {
      compact(record);
    }
  }

  /** Adds a document with a note as the only one of a new key. */
  void append(
      int record, byte[] source, int offset, int length, int flags, int[] note, int numbers) {
    records.append(record, source, offset, length, flags, note, numbers);
    count(1, length);
  }

  /** Adds a loaded document before those of its key. */
  void prepend(int record, byte[] source, int offset, int length) {
    records.prepend(record, source, offset, length);
    count(1, length);
  }

  /** Puts a document in the place of the last one of its key; false where there is no room. */
  boolean replaceLast(int record, byte[] source, int length, int flags) {
    int needed = records.replacementSize(record, length);
    if (needed > 0 && held() + records.arena().growth(needed) > limit) {
      return false;
    }
    count(0, length - records.length(records.last(record)));
    records.replaceLast(record, source, 0, length, flags);
    return true;
  }

  private void count(int more, int length) {
    documents += more;
    bytes += length;
  }

  /** Bytes held now. */
  long held() {
    return records.arena().reserved() + table.reserved() + sorting(table.size());
  }

  private static long sorting(long keys) {
    return keys * (Integer.BYTES + Long.BYTES);
  }

  /** Sees to it that a document of that length and its key fit. */
  void makeRoom(int keyLength, int length) {
    int size = length + keyLength + Records.KEY_HEADER + Records.DOCUMENT_HEADER + 16;
    Arena arena = records.arena();
    long growth = arena.growth(size);
    if (growth > 0 && arena.used() > limit / 2 && !full && compactedSize() < limit / 4) {
      arena.trim(limit);
      compactAll();
      growth = records.arena().growth(size);
    }
    records.arena().trim(held() + growth - limit);
    if (held() + growth > limit && table.size() > 0) {
      spill();
    }
  }

  /** An estimate of what the records would take with every key's documents combined. */
  private long compactedSize() {
    long keys = table.size();
    return keys * (bytes / Math.max(1, documents) + 80);
  }

  private void compact(int record) {
    var source = new MemorySource(records, new int[] {record});
    source.nextKey();
    Chain chain = compaction.compact(source);
    for (int d = records.first(record); d != 0; d = records.next(d)) {
      count(-1, -records.length(d));
    }
    records.clearChain(record);
    restore(records, record, chain);
  }

  private void restore(Records into, int record, Chain chain) {
    for (int i = 0; i < chain.size(); i++) {
      into.append(record, chain.bytes(), chain.offset(i), chain.length(i), chain.flags(i));
      count(1, chain.length(i));
    }
    into.compactAt(record, 2 * chain.size() + HOT);
  }

  /** Combines every key's documents and moves what is left to a new arena. */
  private void compactAll() {
    Records old = records;
    var moved = new Records(new Arena(limit));
    documents = 0;
    bytes = 0;
    var one = new int[1];
    table.move(
        record -> {
          one[0] = record;
          var source = new MemorySource(old, one);
          source.nextKey();
          int to =
              moved.newKey(
                  source.binding(), source.key(), source.keyOffset(), source.keyLength(), HOT);
          restore(moved, to, compaction.compact(source));
          return to;
        });
    records = moved;
    full = records.arena().used() > limit / 3;
  }

  long spilled() {
    return spill == null ? 0 : spill.written();
  }

  private void spill() {
    if (spill == null) {
      spill = new Spill(spillFolder, limit);
    }
    MemorySource source = sorted();
    while (source.nextKey()) {
      spillKey(spill, source);
    }
    spill.endRun();
    forget(limit);
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

  /** All that is held, in order; nothing may be added until it is cleared. */
  List<? extends Source> sources() {
    if (spill == null) {
      return List.of(sorted());
    }
    if (table.size() > 0) {
      spill();
    }
    forget(KEPT);
    return spill.sources(limit / 2);
  }

  private void forget(long keep) {
    records.arena().clear(keep);
    table.clear();
    documents = 0;
    bytes = 0;
    full = false;
  }

  /** Forgets all, on disk too. */
  @Override
  public void close() {
    if (spill != null) {
      spill.close();
      spill = null;
    }
    forget(Math.clamp(records.arena().used(), KEPT, KEPT_WHEN_BUSY));
  }
}
