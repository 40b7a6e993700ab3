package dev.firth.journals.log;

import dev.firth.journals.log.RecordHeader.FragmentCut;
import dev.firth.journals.log.RecordHeader.Slice;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the records of a log add up to. The owner applies its own records by the same method as a
 * successor replays them. Without I/O; not thread-safe.
 */
final class LogState {
  final LogName log;
  long next;
  long epoch = -1;
  HybridClock clock = HybridClock.ZERO;

  /** The highest 100 ns tick that a document or a clock owns. */
  long lastTick;

  Cut cut = Cut.EMPTY;
  @Nullable JsonNode connectorState;
  Lineage lineage;
  @Nullable Retention retention;
  final TreeMap<Integer, JournalName> journals = new TreeMap<>();
  final TreeMap<Integer, String> schemas = new TreeMap<>();
  final Map<JournalName, Integer> journalNumbers = new LinkedHashMap<>();
  final Map<String, Integer> schemaNumbers = new LinkedHashMap<>();
  final TreeMap<Integer, LaneState> lanes = new TreeMap<>();

  /** Cuts whose fragments are not known to exist. */
  final Map<String, FragmentCut> unwritten = new LinkedHashMap<>();

  /** For multiples of a segment: the clock of the record below. */
  final NavigableMap<Long, HybridClock> marks = new TreeMap<>();

  /** Records with payload parts, and the folder of their parts. */
  final NavigableMap<Long, String> payloads = new TreeMap<>();

  LogState(LogName log) {
    this.log = log;
    this.lineage = Lineage.root(log);
  }

  /**
   * Applies the record at {@link #next}.
   *
   * @param connector connector state that the record carries, if any
   */
  void apply(long sequence, RecordHeader h, @Nullable JsonNode connector) {
    if (sequence != next || (h.sequence() >= 0 && h.sequence() != sequence)) {
      throw new CorruptRecord(
          "record %d says that it is %d, and %d is to be read"
              .formatted(sequence, h.sequence(), next));
    }
    next = sequence + 1;
    if (h.kind() == RecordHeader.Kind.FENCE) {
      epoch = sequence;
    }
    h.clock().ifPresent(c -> rise(c, h.documents(), h.kind()));
    h.journals().forEach(this::intern);
    h.schemas().forEach(this::intern);
    for (Slice slice : h.slices()) {
      lanes
          .computeIfAbsent(slice.journal(), n -> new LaneState(0))
          .append(slice, sequence, clock, h.time());
    }
    if (!h.parts().isEmpty()) {
      String name = h.parts().getFirst().name();
      payloads.put(sequence, name.substring(0, name.indexOf('/')));
    }
    h.cut().ifPresent(c -> cut = c.whole() ? c.cut() : cut.with(c.cut()));
    h.state().ifPresent(s -> connectorState = s.patch() ? patched(connector) : connector);
    h.retention()
        .ifPresent(
            r ->
                retention =
                    retention == null
                        ? Retention.of(r.retention())
                        : retention.announced(r, h.time()));
    for (FragmentCut f : h.fragments()) {
      lane(f.journal()).cut(f);
      unwritten.put(f.key(), f);
    }
    h.written().forEach(unwritten::remove);
    h.lineage().ifPresent(l -> lineage = l);
    if (next % LogPaths.SEGMENT == 0) {
      marks.put(next, clock);
    }
  }

  private void rise(HybridClock c, int documents, RecordHeader.Kind kind) {
    clock = c;
    if (kind == RecordHeader.Kind.TRANSACTION) {
      lastTick = Math.max(lastTick, c.tick() + Math.max(0, documents - 1));
    }
  }

  private JsonNode patched(@Nullable JsonNode patch) {
    if (patch == null) {
      throw new CorruptRecord("a record promises connector state and has none");
    }
    return MergePatch.apply(connectorState, patch);
  }

  void intern(int number, JournalName name) {
    journals.put(number, name);
    journalNumbers.put(name, number);
  }

  void intern(int number, String schema) {
    schemas.put(number, schema);
    schemaNumbers.put(schema, number);
  }

  LaneState lane(int journal) {
    LaneState lane = lanes.get(journal);
    if (lane == null) {
      throw new CorruptRecord("journal " + journal + " has no documents");
    }
    return lane;
  }

  /** Where a journal ends; 0 if it has no documents. */
  long end(JournalName journal) {
    Integer number = journalNumbers.get(journal);
    LaneState lane = number == null ? null : lanes.get(number);
    return lane == null ? 0 : lane.end();
  }

  /**
   * The lowest sequence that holds documents which are in no written fragment; {@link #next} if
   * none.
   */
  long uncutFloor() {
    long floor = next;
    for (LaneState lane : lanes.values()) {
      LaneState.Uncut first = lane.uncut().peekFirst();
      floor = first == null ? floor : Math.min(floor, first.firstSequence());
    }
    for (FragmentCut f : unwritten.values()) {
      floor = Math.min(floor, f.firstSequence());
    }
    return floor;
  }

  /** R that limits trust, as the log has it or, before its first record, is to have. */
  Duration trusting(LogContext context) {
    Retention r = retention;
    return r == null ? context.retention() : r.trusting(context.host().now());
  }

  /** Where every journal ends. */
  Map<JournalName, Long> ends() {
    Map<JournalName, Long> ends = new HashMap<>();
    lanes.forEach(
        (n, lane) -> {
          JournalName name = journals.get(n);
          if (name != null) {
            ends.put(name, lane.end());
          }
        });
    return ends;
  }

  Recovered recovered() {
    Retention r = retention;
    return new Recovered(
        next,
        epoch,
        clock,
        cut,
        Optional.ofNullable(connectorState).map(JsonNode::deepCopy),
        Map.copyOf(ends()),
        lineage,
        r == null ? Optional.<Duration>empty() : Optional.of(r.target()));
  }

  List<FragmentCut> unwritten() {
    return List.copyOf(unwritten.values());
  }
}
