package dev.firth.journals.log;

import dev.firth.journals.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a log from its newest snapshot to its first free sequence. */
final class LogReplay {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 4;

  private final LogContext context;
  private final LogName log;
  private final Snapshots snapshots;

  LogReplay(LogContext context, LogName log) {
    this.context = context;
    this.log = log;
    this.snapshots = new Snapshots(context, log);
  }

  /**
   * A log read to its end.
   *
   * @param listed before its boundaries and snapshots were listed: trust counts from here
   * @param date the store's clock when it answered that
   * @param snapshot the sequence that the newest snapshot includes; -1 if there is none
   */
  record Replayed(LogState state, Moment listed, @Nullable Instant date, long snapshot) {}

  /** Tries again while the store gives no useful answers, for 30 s at most. */
  Replayed replay() throws InterruptedException {
    Host host = context.host();
    Moment start = Moment.of(host);
    Backoff backoff = Backoff.ofRequests(host);
    while (true) {
      try {
        return attempt();
      } catch (StoreTrouble e) {
        if (Moment.of(host).since(start).compareTo(PATIENCE) >= 0) {
          throw new Exit.StoreRefused(log, "read the log", String.valueOf(e.getMessage()));
        }
        backoff.sleep();
      } catch (CorruptRecord e) {
        throw new Exit.Damaged(log, e.getMessage());
      }
    }
  }

  private Replayed attempt() throws InterruptedException, StoreTrouble {
    Moment listed = Moment.of(context.host());
    try (RecordFetcher fetcher =
        new RecordFetcher(context.host(), context.store(), log, context.safeguards())) {
      BoundaryWatch boundaries =
          new BoundaryWatch(context.host(), context.store(), log, context.safeguards());
      // Boundaries first: whoever made one had a snapshot above it before.
      if (boundaries.above(0).isEmpty()) {
        throw new StoreTrouble("list boundaries", "no answer");
      }
      Instant date = boundaries.date();
      NavigableSet<Long> complete = snapshots.complete();
      LogState state = complete.isEmpty() ? new LogState(log) : snapshots.load(complete.last());
      if (boundaries.above(state.next).orElse(false)) {
        throw new Exit.Damaged(
            log,
            "its records from " + state.next + " on may be deleted, and no snapshot includes them");
      }
      read(state, fetcher);
      return new Replayed(state, listed, date, complete.isEmpty() ? -1 : complete.last());
    }
  }

  /** A get that fails is tried again where it stands: all before it need not be read twice. */
  private void read(LogState state, RecordFetcher fetcher)
      throws InterruptedException, StoreTrouble {
    Backoff backoff = Backoff.ofRequests(context.host());
    int failures = 0;
    while (true) {
      switch (fetcher.fetch(state.next, 0)) {
        case RecordFetcher.Fetched.NotYet none -> {
          return;
        }
        case RecordFetcher.Fetched.Found found -> {
          apply(state, found.stored(), fetcher);
          failures = 0;
        }
        case RecordFetcher.Fetched.History history ->
            throw new StoreTrouble("read the log", "another owner deleted what is to be read");
        case RecordFetcher.Fetched.Failed failed -> {
          if (++failures == ATTEMPTS) {
            throw new StoreTrouble("read the log", failed.why());
          }
          backoff.sleep();
        }
      }
    }
  }

  /** Applies another's record, with the connector state that it carries. */
  static void apply(LogState state, StoredRecord stored, RecordFetcher fetcher)
      throws InterruptedException, StoreTrouble {
    state.apply(stored.sequence(), stored.header(), connectorState(stored, fetcher));
  }

  private static @Nullable JsonNode connectorState(StoredRecord stored, RecordFetcher fetcher)
      throws InterruptedException, StoreTrouble {
    if (stored.header().state().isEmpty()) {
      return null;
    }
    int frame = stored.header().state().get().frame();
    StoredRecord loaded =
        fetcher
            .load(stored, List.of(frame))
            .orElseThrow(
                () -> new StoreTrouble("read record " + stored.sequence(), "a part is missing"));
    var bytes = loaded.frame(frame);
    if (bytes == null) {
      throw new CorruptRecord("record " + stored.sequence() + " has no frame " + frame);
    }
    try {
      return HeaderCodec.JSON.readTree(
          FrameCodec.decompress(bytes, stored.header().frames().get(frame)));
    } catch (JacksonException e) {
      throw new CorruptRecord(
          "the connector state in record " + stored.sequence() + " is not JSON");
    }
  }
}
