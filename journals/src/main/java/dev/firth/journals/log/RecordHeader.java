package dev.firth.journals.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The first line of a record: everything but documents and connector state.
 *
 * @param sequence -1 in a bare fence, whose bytes are the same wherever it comes to stand
 * @param epoch the sequence of the owner's fence; -1 in a fence, whose own sequence it is
 * @param nonce random, unlike any other record's: it tells whose record lies in the store
 * @param time the owner's wall clock when the record was made
 * @param clock highest clock so far; empty in a bare fence, which changes nothing
 * @param endpoint where the owner's tail is, in fences
 * @param table whether {@code journals} and {@code schemas} are complete, else only new ones
 * @param journals interned numbers, never reused
 * @param schemas hashes of write schemas, interned likewise
 * @param written keys of fragments, of earlier cuts, that exist now
 */
public record RecordHeader(
    LogName log,
    long sequence,
    long epoch,
    Kind kind,
    String nonce,
    Instant time,
    Optional<HybridClock> clock,
    String endpoint,
    boolean table,
    SortedMap<Integer, JournalName> journals,
    SortedMap<Integer, String> schemas,
    List<Slice> slices,
    List<Frame> frames,
    List<Part> parts,
    Optional<CutChange> cut,
    Optional<StateChange> state,
    Optional<RetentionChange> retention,
    List<FragmentCut> fragments,
    List<String> written,
    Optional<Lineage> lineage) {

  /** What a record is for. */
  public enum Kind {
    /** A new owner begins. */
    FENCE,
    /** Documents, positions, state: the clock rises. */
    TRANSACTION,
    /** Nothing but being there, and the owner's housekeeping: the clock is repeated. */
    HEARTBEAT
  }

  /**
   * Documents of one journal.
   *
   * @param journal its number
   * @param begin offset in the lane, in bytes of uncompressed NDJSON
   * @param frame index into {@code frames}
   * @param offset where in the uncompressed frame
   * @param schema number of the write schema that they were checked by
   */
  public record Slice(
      int journal, long begin, int bytes, int documents, int frame, int offset, int schema) {}

  /**
   * A piece of the body.
   *
   * @param part index into {@code parts}; -1: in the record itself, behind the header line
   * @param offset in the part, or behind the header line
   * @param stored bytes there
   * @param raw bytes uncompressed
   * @param zstd whether it is a zstd frame, else plain
   */
  public record Frame(int part, int offset, int stored, int raw, boolean zstd) {}

  /** An object of the payload; {@code name} is below the log's {@code payload/}. */
  public record Part(String name, long bytes, int crc32c) {}

  /** Read positions: all of them, or those that changed. */
  public record CutChange(boolean whole, Cut cut) {}

  /** Connector state, JSON in a frame of its own: an RFC 7396 patch, or all of it. */
  public record StateChange(boolean patch, int frame) {}

  /**
   * R, and from when it holds; until then the longer one protects records, the shorter one limits
   * trust.
   */
  public record RetentionChange(Duration retention, Instant from) {}

  /**
   * A decision to write a fragment: which documents, under which name. Whoever owns the log writes
   * it.
   *
   * @param journal its number
   * @param begin offset in the lane
   * @param end offset in the lane, exclusive
   * @param firstSequence the record that holds {@code begin}
   * @param lastSequence the record that holds the last byte
   * @param store the name of the lake's store
   */
  public record FragmentCut(
      int journal,
      long begin,
      long end,
      long firstSequence,
      long lastSequence,
      String key,
      String codec,
      String store) {}

  /** Whether this record is a bare fence. */
  public boolean bareFence() {
    return kind == Kind.FENCE && sequence < 0;
  }

  /** Documents in all slices. */
  public int documents() {
    int sum = 0;
    for (Slice slice : slices) {
      sum += slice.documents();
    }
    return sum;
  }
}
