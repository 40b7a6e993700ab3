package dev.firth.journals.read;

import dev.firth.journals.log.BoundaryWatch;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a log has deleted, from the fragments that it was cut into. Not thread-safe. */
final class Past {
  /** Hashes of the schemas of what {@link #read} finds: unknown. */
  static final Set<String> SCHEMAS = Set.of("");

  private static final Logger LOG = LoggerFactory.getLogger(Past.class);

  private final ReadContext context;
  private final LogName log;
  private final List<ReadSource> all;
  private final LogSource names;
  private final LaneEnds ends;

  Past(ReadContext context, LogName log, List<ReadSource> all, LogSource names, LaneEnds ends) {
    this.context = context;
    this.log = log;
    this.all = all;
    this.names = names;
    this.ends = ends;
  }

  /** Who takes what was read. */
  interface Taker {
    /**
     * Documents of whole transactions, or a piece of them.
     *
     * @param clock of the last one
     */
    void take(HybridClock clock, List<ReadSlice> slices, boolean more) throws InterruptedException;
  }

  /**
   * Reads on from a clock to a boundary.
   *
   * @param sources who reads, by index
   * @return false if the store did not answer: to be tried again from where {@code taker} is
   * @throws ReadFailed if something is missing, or the store fails inside a transaction
   */
  boolean read(
      List<Integer> sources, HybridClock after, BoundaryWatch.Boundary boundary, Taker taker)
      throws InterruptedException {
    IntPredicate wanted = sources::contains;
    Optional<Map<JournalName, LaneListing.Lane>> lanes = lanes(sources, after, boundary);
    if (lanes.isEmpty()) {
      return false;
    }
    boolean inside = false;
    try (History history = new History(context, log, lanes.get(), after, boundary.clock())) {
      for (History.Batch batch = history.next(); batch != null; batch = history.next()) {
        inside = batch.more();
        taker.take(batch.clock(), slices(batch, wanted), batch.more());
      }
      history.leave(ends);
      return true;
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      if (inside) {
        throw new ReadFailed(
            "A transaction in the history of "
                + log
                + " cannot be read to its end: "
                + e.getMessage());
      }
      LOG.warn("{}: history cannot be read: {}; tried again", log, e.getMessage());
      return false;
    }
  }

  private Optional<Map<JournalName, LaneListing.Lane>> lanes(
      List<Integer> sources, HybridClock after, BoundaryWatch.Boundary boundary)
      throws InterruptedException {
    Map<JournalName, LaneListing.Lane> lanes = new TreeMap<>();
    for (CollectionName collection :
        sources.stream().map(s -> all.get(s).collection()).distinct().toList()) {
      Optional<Map<JournalName, LaneListing.Lane>> listed =
          new LaneListing(context.lake(), collection, log, after, boundary.clock())
              .list(
                  partition ->
                      names.readers(collection.journal(partition)).stream()
                          .anyMatch(sources::contains));
      if (listed.isEmpty()) {
        return Optional.empty();
      }
      lanes.putAll(listed.get());
    }
    return Optional.of(lanes);
  }

  private List<ReadSlice> slices(History.Batch batch, IntPredicate wanted) {
    List<ReadSlice> slices = new ArrayList<>();
    for (History.Documents d : batch.documents()) {
      for (int reader : names.readers(d.journal())) {
        if (wanted.test(reader)) {
          slices.add(
              new ReadSlice(
                  reader, d.journal(), "", d.begin(), d.bytes(), 0, d.length(), d.count()));
        }
      }
    }
    return slices;
  }
}
