package dev.firth.journals.log;

import dev.firth.journals.host.Host;
import dev.firth.journals.store.GetAnswer;
import dev.firth.journals.store.HeadAnswer;
import dev.firth.journals.store.PutAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one record until it is known whose record stands at its sequence. 412, 409, 5xx, silence are
 * unknown: the same bytes go out again. Only the store's 200, our own nonce in the object, or
 * another's there decide.
 */
final class RecordPut {
  private static final Logger LOG = LoggerFactory.getLogger(RecordPut.class);

  private final LogContext context;
  private final LogName log;
  private final LogPaths paths;
  private final StoreClock clock;
  private @Nullable Instant seen;

  RecordPut(LogContext context, LogName log) {
    this.context = context;
    this.log = log;
    this.paths = new LogPaths(log);
    this.clock = new StoreClock(context.host());
  }

  /** Whose record it is. */
  sealed interface Outcome {
    /**
     * Ours.
     *
     * @param sent before the first attempt
     * @param date the store's clock then, about
     */
    record Confirmed(Moment sent, @Nullable Instant date) implements Outcome {}

    /** Another owner's. */
    record Taken(StoredRecord other) implements Outcome {}
  }

  /** What one attempt found out; null outcome: still unknown, for the reason. */
  private record Attempt(@Nullable Outcome outcome, String why) {}

  /**
   * Puts until the outcome is known.
   *
   * @param drawn the wall clock that the record's clock was drawn from; null if from none
   * @throws Exit if it can't be known in R/4, is not to be trusted, or the clocks differ
   */
  Outcome put(
      long sequence,
      List<ByteBuffer> body,
      String nonce,
      @Nullable Instant drawn,
      Trust trust,
      Duration retention)
      throws InterruptedException {
    Host host = context.host();
    Moment first = Moment.of(host);
    Backoff backoff = Backoff.ofRequests(host);
    boolean onlyRefused = true;
    while (true) {
      requireTrust(trust, retention);
      Attempt attempt;
      if (clockIsRight(sequence, drawn)) {
        Instant sent = host.now();
        PutAnswer answer = send(paths.record(sequence), body);
        attempt = judge(answer, sequence, nonce, first, sent, !onlyRefused);
        onlyRefused &= answer instanceof PutAnswer.Refused;
      } else {
        attempt = new Attempt(null, "the store does not say what time it is");
      }
      if (attempt.outcome() != null) {
        requireTrust(trust, retention);
        return attempt.outcome();
      }
      LOG.debug("{} record {}: {}", log, sequence, attempt.why());
      if (Moment.of(host).since(first).compareTo(retention.dividedBy(4)) >= 0) {
        throw onlyRefused
            ? new Exit.StoreRefused(log, "write record " + sequence, attempt.why())
            : new Exit.Unresolved(log, sequence, attempt.why());
      }
      backoff.sleep();
    }
  }

  private PutAnswer send(String key, List<ByteBuffer> body) throws InterruptedException {
    if (context.on(Safeguard.CONDITIONAL_PUT)) {
      return context.store().putIfAbsent(key, body);
    }
    int size = body.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer joined = ByteBuffer.allocate(size);
    body.forEach(part -> joined.put(part.duplicate()));
    return context.store().put(key, joined.array());
  }

  private Attempt judge(
      PutAnswer answer,
      long sequence,
      String nonce,
      Moment first,
      Instant sent,
      boolean unknownBefore)
      throws InterruptedException {
    return switch (answer) {
      case PutAnswer.Created created -> {
        compareClocks(sent, created.storeDate());
        yield new Attempt(confirmed(first), "");
      }
      case PutAnswer.Exists exists -> {
        compareClocks(sent, exists.storeDate());
        if (unknownBefore && !context.on(Safeguard.NONCE_RESOLUTION)) {
          yield new Attempt(confirmed(first), "");
        }
        yield compare(sequence, nonce, first);
      }
      case PutAnswer.Unknown unknown -> new Attempt(null, unknown.why());
      case PutAnswer.Refused refused ->
          new Attempt(
              null, "status " + refused.status() + " " + refused.code() + " " + refused.why());
    };
  }

  private Attempt compare(long sequence, String nonce, Moment first) throws InterruptedException {
    return switch (context.store().get(paths.record(sequence))) {
      case GetAnswer.Found found -> {
        StoredRecord there = parse(sequence, found.bytes());
        yield there.header().nonce().equals(nonce)
            ? new Attempt(confirmed(first), "")
            : new Attempt(new Outcome.Taken(there), "");
      }
      case GetAnswer.Missing missing -> new Attempt(null, "an object that exists cannot be read");
      case GetAnswer.Failed failed -> new Attempt(null, failed.why());
    };
  }

  private StoredRecord parse(long sequence, byte[] object) {
    try {
      return StoredRecord.parse(sequence, object);
    } catch (CorruptRecord e) {
      throw new Exit.Damaged(log, e.getMessage());
    }
  }

  /**
   * Asks the store for its Date where the last one says too little about this machine's clock now.
   *
   * @return false if the store does not answer
   * @throws Exit.ClockSkew if the clock is wrong, or was when the record's clock was drawn
   */
  private boolean clockIsRight(long sequence, @Nullable Instant drawn) throws InterruptedException {
    if (!context.on(Safeguard.CLOCK_SKEW_STOPS)) {
      return true;
    }
    if (clock.stale()) {
      Instant sent = context.host().now();
      switch (context.store().head(paths.record(sequence))) {
        case HeadAnswer.Found found -> compareClocks(sent, found.storeDate());
        case HeadAnswer.Missing missing -> compareClocks(sent, missing.storeDate());
        case HeadAnswer.Failed failed -> {
          return false;
        }
      }
    }
    if (drawn != null) {
      clock.requireDrawnRight(drawn);
    }
    return true;
  }

  private Outcome confirmed(Moment first) {
    Instant date = seen;
    Duration since = Moment.of(context.host()).since(first);
    return new Outcome.Confirmed(first, date == null ? null : date.minus(since));
  }

  private void compareClocks(Instant sent, Instant date) {
    seen = date;
    if (context.on(Safeguard.CLOCK_SKEW_STOPS)) {
      clock.compare(sent, date);
    }
  }

  private void requireTrust(Trust trust, Duration retention) {
    Moment now = Moment.of(context.host());
    if (!trust.holds(now, seen, retention)) {
      throw new Exit.Untrusted(log, trust.age(now, seen), retention);
    }
  }
}
