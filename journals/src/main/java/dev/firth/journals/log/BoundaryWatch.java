package dev.firth.journals.log;

import dev.firth.journals.host.Host;
import dev.firth.journals.store.GetAnswer;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which records may have been deleted, as a reader must know before it believes an answer. Not
 * thread-safe.
 */
public final class BoundaryWatch {
  /**
   * Half of the shortest retention: so a listing is fresh enough whatever R is, and whatever it
   * becomes.
   */
  static final Duration FRESH = LogContext.SHORTEST_RETENTION.dividedBy(2);

  private final Host host;
  private final LogStore store;
  private final LogPaths paths;
  private final Set<Safeguard> rules;
  private final StoreClock clock;
  private @Nullable Moment listed;
  private @Nullable Instant date;
  private boolean stale;
  private long newest;

  public BoundaryWatch(Host host, LogStore store, LogName log, Set<Safeguard> rules) {
    this.host = host;
    this.store = store;
    this.paths = new LogPaths(log);
    this.rules = rules;
    this.clock = new StoreClock(host);
  }

  /**
   * A boundary: below it, history is to be read.
   *
   * @param clock of the record below it
   */
  public record Boundary(long sequence, HybridClock clock) {
    byte[] encode(Duration retention) {
      ObjectNode json = HeaderCodec.JSON.createObjectNode();
      json.put("firth", 1).put("clock", clock.toString()).put("retention", retention.toString());
      return HeaderCodec.JSON.writeValueAsBytes(json);
    }

    static Boundary decode(long sequence, byte[] body) {
      JsonNode json = HeaderCodec.JSON.readTree(body);
      return new Boundary(sequence, HybridClock.parse(json.get("clock").stringValue()));
    }
  }

  /**
   * Whether a boundary lies above {@code sequence}, by a listing that is fresh now. After it
   * answered no, an answer about the record at {@code sequence} that came before, or comes at once,
   * counts.
   *
   * @return empty if the store does not answer
   * @throws Exit.ClockSkew if this machine's clock and the store's differ too much
   */
  public Optional<Boolean> above(long sequence) throws InterruptedException {
    boolean fresh =
        listed != null
            && (!rules.contains(Safeguard.READER_CHECKS_BOUNDARY)
                || (!stale && Moment.of(host).since(listed).compareTo(FRESH) < 0));
    if (newest > sequence) {
      return Optional.of(true);
    }
    return fresh || list(sequence) ? Optional.of(newest > sequence) : Optional.empty();
  }

  /**
   * Takes note of the store's clock at an answer about a record: where it says that the last
   * listing is old, this machine slept, and its wall clock was set back meanwhile.
   */
  void answered(Instant storeDate) {
    Instant then = date;
    if (then != null && Duration.between(then, storeDate).compareTo(FRESH) >= 0) {
      stale = true;
    }
  }

  /** The store's clock at its last answer to a listing; null if there was none. */
  @Nullable Instant date() {
    return date;
  }

  private boolean list(long above) throws InterruptedException {
    Moment before = Moment.of(host);
    String after = paths.boundary(Math.max(above, newest));
    while (true) {
      Instant sent = host.now();
      if (!(store.list(paths.boundaries(), after, 1000) instanceof ListAnswer.Listed page)) {
        return false;
      }
      if (rules.contains(Safeguard.CLOCK_SKEW_STOPS)) {
        clock.compare(sent, page.storeDate());
      }
      date = page.storeDate();
      for (ListAnswer.Entry e : page.entries()) {
        OptionalLong sequence = LogPaths.last(e.key());
        newest = Math.max(newest, sequence.orElse(0));
      }
      if (!page.more() || page.entries().isEmpty()) {
        listed = before;
        stale = false;
        return true;
      }
      after = page.entries().getLast().key();
    }
  }

  /**
   * The newest boundary with what it says; empty if the store does not answer, or a newer one
   * replaced it.
   */
  public Optional<Boundary> newest() throws InterruptedException {
    return switch (store.get(paths.boundary(newest))) {
      case GetAnswer.Found found -> Optional.of(Boundary.decode(newest, found.bytes()));
      case GetAnswer.Missing missing -> {
        listed = null;
        list(newest);
        yield Optional.empty();
      }
      case GetAnswer.Failed failed -> Optional.empty();
    };
  }
}
