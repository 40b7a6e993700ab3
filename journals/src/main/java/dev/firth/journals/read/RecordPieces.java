package dev.firth.journals.read;

import dev.firth.journals.log.FrameGroup;
import dev.firth.journals.log.RecordFetcher;
import dev.firth.journals.log.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one record for some sources, a piece at a time: a payload part is loaded when
 * its turn comes and dropped after it. Not thread-safe.
 */
final class RecordPieces {
  /** Uncompressed bytes of a piece; simulations, whose documents are small, set less. */
  static final long PIECE = Long.getLong("firth.simulation.piece", 4L << 20);

  private final LogSource names;
  private final RecordFetcher fetcher;
  private final StoredRecord record;
  private final IntPredicate wanted;
  private final List<FrameGroup> groups;
  private @Nullable StoredRecord loaded;
  private int part = -1;

  /**
   * @param record with its inline frames in memory
   * @param frames those that hold anything for the sources
   * @param wanted sources, by index
   */
  RecordPieces(
      LogSource names,
      RecordFetcher fetcher,
      StoredRecord record,
      List<Integer> frames,
      IntPredicate wanted) {
    this.names = names;
    this.fetcher = fetcher;
    this.record = record;
    this.wanted = wanted;
    this.groups = FrameGroup.of(record.header(), frames, PIECE);
  }

  /** How many there are. */
  int count() {
    return groups.size();
  }

  /** A piece; empty if its payload part is not to be had now. */
  Optional<List<ReadSlice>> at(int index) throws InterruptedException {
    FrameGroup group = groups.get(index);
    return with(group).map(r -> names.slices(r, group.frames()::contains, wanted));
  }

  private Optional<StoredRecord> with(FrameGroup group) throws InterruptedException {
    if (record.missingParts(group.frames()).isEmpty()) {
      return Optional.of(record);
    }
    StoredRecord ready = loaded;
    if (ready != null && part == group.part()) {
      return Optional.of(ready);
    }
    loaded = null;
    Optional<StoredRecord> next = fetcher.load(record, group.frames());
    loaded = next.orElse(null);
    part = group.part();
    return next;
  }
}
