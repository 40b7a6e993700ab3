package dev.firth.journals.log;

import dev.firth.journals.log.RecordHeader.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the record by which a process becomes the owner of a log. */
final class Fence {
  private final LogContext context;
  private final RecordPut puts;
  private final LogState state;
  private final Trust trust;
  private final String nonce;

  /**
   * @param state what was replayed; a bare fence adds what it skips over
   * @param trust counts from the listing of boundaries and snapshots
   */
  Fence(LogContext context, RecordPut puts, LogState state, Trust trust, String nonce) {
    this.context = context;
    this.puts = puts;
    this.state = state;
    this.trust = trust;
    this.nonce = nonce;
  }

  /** The fence stands at the state's next sequence. */
  record Stood(RecordHeader header, RecordPut.Outcome.Confirmed confirmed) {}

  /** Skips forward over others' records, reading each, until the same bytes stand. */
  Stood bare() throws InterruptedException {
    RecordHeader header = draft().header(state, -1, -1, context.host().now());
    try (RecordFetcher fetcher =
        new RecordFetcher(context.host(), context.store(), state.log, context.safeguards())) {
      while (true) {
        switch (put(header)) {
          case RecordPut.Outcome.Confirmed confirmed -> {
            return new Stood(header, confirmed);
          }
          case RecordPut.Outcome.Taken taken -> skip(taken.other(), fetcher);
        }
      }
    }
  }

  /**
   * Never skips.
   *
   * @param opened the cut that the destination's Open returned, if any
   */
  Stood at(@Nullable Cut opened) throws InterruptedException, Superseded {
    HeaderDraft draft = draft();
    draft.wholeCut = opened;
    draft.clock = state.clock;
    RecordHeader header = draft.header(state, state.next, -1, context.host().now());
    return switch (put(header)) {
      case RecordPut.Outcome.Confirmed confirmed -> new Stood(header, confirmed);
      case RecordPut.Outcome.Taken taken -> throw new Superseded(state.log, state.next);
    };
  }

  private HeaderDraft draft() {
    HeaderDraft draft = new HeaderDraft(Kind.FENCE, nonce);
    draft.endpoint = context.endpoint();
    if (state.retention == null) {
      draft.retention = new RecordHeader.RetentionChange(context.retention(), context.host().now());
    }
    return draft;
  }

  private RecordPut.Outcome put(RecordHeader header) throws InterruptedException {
    requireUnsealed(context, state);
    List<ByteBuffer> body = List.of(ByteBuffer.wrap(HeaderCodec.encode(header)));
    return puts.put(state.next, body, nonce, null, trust, state.trusting(context));
  }

  private void skip(StoredRecord other, RecordFetcher fetcher) throws InterruptedException {
    if (!context.on(Safeguard.FENCE_READS_BETWEEN)) {
      state.next = other.sequence() + 1;
      return;
    }
    try {
      LogReplay.apply(state, other, fetcher);
    } catch (StoreTrouble e) {
      throw new Exit.StoreRefused(
          state.log, "read record " + other.sequence(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Nobody writes after a seal.
   *
   * @throws Exit.Sealed if the log has one
   */
  static void requireUnsealed(LogContext context, LogState state) {
    Seal seal = state.lineage.seal().orElse(null);
    if (seal != null && context.on(Safeguard.SEAL_VOIDS_FENCE)) {
      throw new Exit.Sealed(state.log, seal);
    }
  }
}
