package dev.firth.shard.materialize;

import dev.firth.documents.combine.Combiner;
import dev.firth.journals.log.Cut;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.status.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes into one delivery: whole transactions of the sources, reduced by key. Two of them take
 * turns: one fills while the other is delivered.
 */
final class MaterializationTransaction implements AutoCloseable {
  private final Combiner combiner;
  private final Held held;
  private final byte[] @Nullable [] largest;
  private List<LoadBatch> loads = new ArrayList<>();
  private LoadBatch loading = new LoadBatch();
  private Cut cut = Cut.EMPTY;
  private long opened;
  private long documents;
  private long bytes;
  private boolean empty = true;
  private boolean partial;

  @SuppressWarnings("unchecked")
  MaterializationTransaction(Combiner combiner, int bindings) {
    this.combiner = combiner;
    largest = new byte[bindings][];
    held = new Held(bindings);
  }

  Combiner combiner() {
    return combiner;
  }

  /** What waits in it. */
  Held held() {
    return held;
  }

  /** Takes note of a record's end: the position after it. */
  void record(Cut after, long now, long recordDocuments, long recordBytes) {
    if (empty) {
      empty = false;
      opened = now;
    }
    cut = after;
    partial = false;
    documents += recordDocuments;
    bytes += recordBytes;
  }

  /** Takes note of a piece of a record, whose end is still to come: until then it cannot close. */
  void piece(long pieceDocuments, long pieceBytes) {
    partial = true;
    documents += pieceDocuments;
    bytes += pieceBytes;
  }

  /** Whether a piece of a record is in it whose end is not. */
  boolean isPartial() {
    return partial;
  }

  /** A key that is new to the transaction. */
  void key(int binding, byte[] packed, int length) {
    byte[] top = largest[binding];
    if (top == null || Arrays.compareUnsigned(packed, 0, length, top, 0, top.length) > 0) {
      largest[binding] = Arrays.copyOf(packed, length);
    }
  }

  byte @Nullable [] largest(int binding) {
    return largest[binding];
  }

  /** Asks for a key to be looked up. */
  void load(int binding, byte[] key, int length) {
    loading.add(binding, key, 0, length);
    if (loading.isFull()) {
      loads.add(loading);
      loading = new LoadBatch();
    }
  }

  /**
   * The keys to look up that were not taken yet.
   *
   * @param all also those of a batch that is not full
   */
  List<LoadBatch> takeLoads(boolean all) {
    if (all && !loading.isEmpty()) {
      loads.add(loading);
      loading = new LoadBatch();
    }
    if (loads.isEmpty()) {
      return List.of();
    }
    List<LoadBatch> taken = loads;
    loads = new ArrayList<>();
    return taken;
  }

  Cut cut() {
    return cut;
  }

  boolean isEmpty() {
    return empty;
  }

  Duration age(long now) {
    return empty ? Duration.ZERO : Duration.ofNanos(now - opened);
  }

  ClosePolicy.Facts facts(
      long now, Duration sinceClose, boolean ready, boolean inputReady, boolean last) {
    return new ClosePolicy.Facts(
        age(now), sinceClose, bytes, documents, empty, false, !partial, ready, inputReady, last);
  }

  /** Empty again, after its delivery. */
  void reset() {
    Arrays.fill(largest, null);
    held.clear();
    cut = Cut.EMPTY;
    documents = 0;
    bytes = 0;
    empty = true;
    partial = false;
  }

  @Override
  public void close() {
    combiner.close();
  }
}
