package dev.firth.simulation.model;

import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import dev.firth.simulation.store.SimStore;
import dev.firth.simulation.world.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads the lake as a stranger would: all fragments of a collection, by their names alone. */
public final class FragmentAudit {
  private FragmentAudit() {}

  /** The documents of a collection in the lake; each key's must follow each other. */
  public static Counts read(SimStore store, CollectionName collection, LogName log, int keys) {
    Counts counts = new Counts(keys);
    for (String partition : partitions(collection)) {
      lane(store, collection.journal(partition), log, counts);
    }
    return counts;
  }

  private static List<String> partitions(CollectionName collection) {
    return collection.equals(ModelCapture.LEFT) ? List.of("p=0", "p=1") : List.of("");
  }

  private record Fragment(long begin, long end, String key) {}

  private static void lane(SimStore store, JournalName journal, LogName log, Counts counts) {
    String folder = "collections/" + journal.path() + "/" + log.lane() + "/";
    List<Fragment> fragments = new ArrayList<>();
    for (Map.Entry<String, SimStore.Stored> entry : store.objects().tailMap(folder).entrySet()) {
      if (!entry.getKey().startsWith(folder)) {
        break;
      }
      fragments.add(fragment(entry.getKey()));
    }
    fragments.sort(Comparator.comparingLong(Fragment::begin));
    long expected = 0;
    String clock = "";
    for (Fragment fragment : fragments) {
      if (fragment.begin != expected) {
        throw new Violation(
            "lake: fragment %s begins at %d, %d was next"
                .formatted(fragment.key, fragment.begin, expected));
      }
      byte[] bytes = plain(fragment.key, stored(store, fragment.key));
      if (bytes.length != fragment.end - fragment.begin) {
        throw new Violation(
            "lake: fragment %s holds %d bytes".formatted(fragment.key, bytes.length));
      }
      for (ModelDocument document : ModelDocument.parse(bytes, 0, bytes.length)) {
        counts.follow("lake " + journal, document);
        if (document.clock().compareTo(clock) < 0) {
          throw new Violation("lake: clocks fall in " + fragment.key);
        }
        clock = document.clock();
      }
      expected = fragment.end;
    }
  }

  private static byte[] stored(SimStore store, String key) {
    SimStore.Stored stored = store.objects().get(key);
    if (stored == null) {
      throw new IllegalStateException(key);
    }
    return stored.bytes();
  }

  private static Fragment fragment(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    String range = name.substring(0, name.indexOf('.'));
    int dash = range.indexOf('-');
    return new Fragment(
        Long.parseUnsignedLong(range.substring(0, dash), 16),
        Long.parseUnsignedLong(range.substring(dash + 1), 16),
        key);
  }

  private static byte[] plain(String key, byte[] bytes) {
    if (FragmentCodec.ofName(key) == FragmentCodec.NONE) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(key, e);
    }
  }
}
