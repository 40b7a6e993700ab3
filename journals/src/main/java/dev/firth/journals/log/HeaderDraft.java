package dev.firth.journals.log;

import dev.firth.journals.log.RecordHeader.CutChange;
import dev.firth.journals.log.RecordHeader.FragmentCut;
import dev.firth.journals.log.RecordHeader.Frame;
import dev.firth.journals.log.RecordHeader.Kind;
import dev.firth.journals.log.RecordHeader.Part;
import dev.firth.journals.log.RecordHeader.RetentionChange;
import dev.firth.journals.log.RecordHeader.Slice;
import dev.firth.journals.log.RecordHeader.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a record is to say, before its place in the log is known. */
final class HeaderDraft {
  final Kind kind;
  final String nonce;
  final TreeMap<Integer, JournalName> journals = new TreeMap<>();
  final TreeMap<Integer, String> schemas = new TreeMap<>();
  final List<Slice> slices = new ArrayList<>();
  final List<Frame> frames = new ArrayList<>();
  final List<Part> parts = new ArrayList<>();
  final List<FragmentCut> fragments = new ArrayList<>();
  final List<String> written = new ArrayList<>();
  String endpoint = "";
  @Nullable HybridClock clock;

  /** What the wall clock said when {@link #clock} was drawn from it. */
  @Nullable Instant drawn;

  @Nullable Cut wholeCut;
  @Nullable StateChange state;
  @Nullable RetentionChange retention;
  @Nullable Lineage lineage;
  boolean table;

  HeaderDraft(Kind kind, String nonce) {
    this.kind = kind;
    this.nonce = nonce;
  }

  /**
   * @param sequence -1 for a bare fence
   * @param epoch -1 for any fence
   * @param before what the log's records before it add up to: the cut is written as what changed
   *     since
   */
  RecordHeader header(LogState before, long sequence, long epoch, Instant time) {
    return new RecordHeader(
        before.log,
        sequence,
        epoch,
        kind,
        nonce,
        time,
        Optional.ofNullable(clock),
        endpoint,
        table,
        journals,
        schemas,
        slices,
        frames,
        parts,
        cutChange(before.cut),
        Optional.ofNullable(state),
        Optional.ofNullable(retention),
        fragments,
        written,
        Optional.ofNullable(lineage));
  }

  private Optional<CutChange> cutChange(Cut before) {
    Cut cut = wholeCut;
    if (cut == null) {
      return Optional.empty();
    }
    Cut moved = cut.since(before);
    // A delta can add and replace; a position that vanished needs the whole.
    if (table || !before.with(moved).equals(cut)) {
      return Optional.of(new CutChange(true, cut));
    }
    return moved.isEmpty() ? Optional.empty() : Optional.of(new CutChange(false, moved));
  }
}
