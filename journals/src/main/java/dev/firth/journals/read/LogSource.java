package dev.firth.journals.read;

import dev.firth.journals.log.FrameCodec;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.RecordHeader;
import dev.firth.journals.log.RecordHeader.Slice;
import dev.firth.journals.log.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers in one log's records mean, and which of its journals which sources read. Not
 * thread-safe.
 */
final class LogSource {
  private final List<ReadSource> sources;
  private final Map<Integer, JournalName> journals = new HashMap<>();
  private final Map<Integer, String> schemas = new HashMap<>();
  private final Map<JournalName, List<Integer>> readers = new HashMap<>();

  LogSource(List<ReadSource> sources) {
    this.sources = sources;
  }

  /** Takes over the names that a record gives. */
  void learn(RecordHeader header) {
    journals.putAll(header.journals());
    schemas.putAll(header.schemas());
  }

  /** Whether all names that a record uses are known. */
  boolean knows(RecordHeader header) {
    return header.slices().stream()
        .allMatch(s -> journals.containsKey(s.journal()) && schemas.containsKey(s.schema()));
  }

  /** Which sources read a journal, by index. */
  List<Integer> readers(JournalName journal) {
    return readers.computeIfAbsent(
        journal,
        name -> {
          List<Integer> indexes = new ArrayList<>();
          for (int i = 0; i < sources.size(); i++) {
            ReadSource source = sources.get(i);
            if (source.collection().equals(name.collection())
                && source.partitions().test(name.partition())) {
              indexes.add(i);
            }
          }
          return indexes;
        });
  }

  /** The frames of a record that hold anything for these sources. */
  List<Integer> frames(RecordHeader header, IntPredicate wanted) {
    return header.slices().stream()
        .filter(s -> readersOf(s).stream().anyMatch(wanted::test))
        .map(Slice::frame)
        .distinct()
        .toList();
  }

  private List<Integer> readersOf(Slice slice) {
    JournalName name = journals.get(slice.journal());
    return name == null ? List.of() : readers(name);
  }

  /** The schemas by which what a record holds for these sources was checked. */
  Set<String> schemas(RecordHeader header, IntPredicate wanted) {
    Set<String> hashes = new HashSet<>();
    for (Slice slice : header.slices()) {
      if (readersOf(slice).stream().anyMatch(wanted::test)) {
        hashes.add(schemas.getOrDefault(slice.schema(), ""));
      }
    }
    return hashes;
  }

  /** The journals of a record that these sources read must go on where history left them. */
  void follow(LaneEnds ends, RecordHeader header, IntPredicate wanted) {
    for (Slice slice : header.slices()) {
      JournalName name = journals.get(slice.journal());
      if (name != null && readers(name).stream().anyMatch(wanted::test)) {
        ends.goesOn(name, slice.begin());
      }
    }
  }

  /**
   * The slices of some frames of a record for these sources, uncompressed.
   *
   * @param frames which; they must be loaded
   */
  List<ReadSlice> slices(StoredRecord stored, IntPredicate frames, IntPredicate wanted) {
    Map<Integer, byte[]> raw = new HashMap<>();
    List<ReadSlice> slices = new ArrayList<>();
    for (Slice slice : stored.header().slices()) {
      if (!frames.test(slice.frame())) {
        continue;
      }
      JournalName name = journals.get(slice.journal());
      for (int reader : readersOf(slice)) {
        if (name != null && wanted.test(reader)) {
          byte[] bytes = raw.computeIfAbsent(slice.frame(), f -> decompress(stored, f));
          slices.add(
              new ReadSlice(
                  reader,
                  name,
                  schemas.getOrDefault(slice.schema(), ""),
                  slice.begin(),
                  bytes,
                  slice.offset(),
                  slice.bytes(),
                  slice.documents()));
        }
      }
    }
    return slices;
  }

  private static byte[] decompress(StoredRecord stored, int frame) {
    @Nullable ByteBuffer bytes = stored.frame(frame);
    if (bytes == null) {
      throw new ReadFailed(
          "Record " + stored.sequence() + " of " + stored.header().log() + " is not complete.");
    }
    return FrameCodec.decompress(bytes, stored.header().frames().get(frame));
  }
}
