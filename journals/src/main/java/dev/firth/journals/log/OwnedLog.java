package dev.firth.journals.log;

import dev.firth.journals.host.ChannelClosed;
import dev.firth.journals.host.Host;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The one place that writes records: the fence, transactions, heartbeats and housekeeping's
 * records, one at a time, each known to stand before the next begins.
 */
final class OwnedLog {
  private final LogContext context;
  private final Host host;
  private final LogName name;
  private final LogReplay.Replayed start;
  private final LogState state;
  private final Object guard = new Object();
  private final Turn turn;
  private final RecordPut puts;
  private final Registration registration;
  private final List<Consumer<Exit>> listeners = new CopyOnWriteArrayList<>();
  private final Set<String> written = new LinkedHashSet<>();
  private Trust trust;
  private volatile Moment lastRecord;
  private long tableAt = -1;
  private @Nullable Ring ring;
  private @Nullable Housekeeping housekeeping;
  private volatile boolean owner;
  private volatile @Nullable Exit ended;

  OwnedLog(LogContext context, LogName name, LogReplay.Replayed start) {
    this.context = context;
    this.host = context.host();
    this.name = name;
    this.start = start;
    this.state = start.state();
    this.turn = new Turn(host);
    this.puts = new RecordPut(context, name);
    this.registration = new Registration(context, name);
    this.trust = new Trust(start.listed(), start.date(), context.safeguards());
    this.lastRecord = start.listed();
    registration.known(state.journals.values());
  }

  <T> T read(Function<LogState, T> question) {
    synchronized (guard) {
      return question.apply(state);
    }
  }

  /** R that limits trust and sets the rhythm. */
  Duration retention() {
    return read(s -> s.trusting(context));
  }

  String nonce() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(host.random().nextLong()) + hex.toHexDigits(host.random().nextLong());
  }

  /**
   * @param now this machine's wall clock
   */
  HybridClock nextClock(HybridClock inputs, Instant now) {
    boolean admissible = !context.on(Safeguard.INPUT_CLOCK_BOUND) || inputs.admissible(now);
    if (!context.on(Safeguard.CLOCK_RISES)) {
      return HybridClock.next(-1, now);
    }
    return read(s -> HybridClock.next(Math.max(s.lastTick, admissible ? inputs.tick() : 0), now));
  }

  void fence() throws InterruptedException {
    requireUnfenced();
    written(
        () -> {
          stand(new Fence(context, puts, state, trust, nonce()).bare());
          return 0L;
        });
  }

  void fenceAt(@Nullable Cut opened) throws InterruptedException, Superseded {
    if (!context.on(Safeguard.MATERIALIZATION_NEVER_SKIPS)) {
      fence();
      return;
    }
    requireUnfenced();
    Optional<Superseded> superseded =
        written(
            () -> {
              try {
                stand(new Fence(context, puts, state, trust, nonce()).at(opened));
                return Optional.empty();
              } catch (Superseded e) {
                return Optional.of(e);
              }
            });
    if (superseded.isPresent()) {
      throw superseded.get();
    }
  }

  /** Work that writes a record. */
  private interface Writing<T> {
    T run() throws InterruptedException;
  }

  /** Runs it; whatever leaves open what stands in the log ends this ownership. */
  private <T> T written(Writing<T> writing) throws InterruptedException {
    try {
      return writing.run();
    } catch (Exit e) {
      throw end(e);
    } catch (CorruptRecord e) {
      throw end(new Exit.Damaged(name, e.getMessage()));
    } catch (InterruptedException e) {
      end(new Exit.Unresolved(name, state.next, "interrupted"));
      throw e;
    }
  }

  /** The fence stands: this process is the owner. */
  private void stand(Fence.Stood stood) {
    StoredRecord fence = new StoredRecord(state.next, stood.header(), new ByteBuffer[0]);
    applied(fence, null, stood.confirmed());
    Ring opened = new Ring(Ring.BYTES, fence.sequence(), lanes());
    opened.append(fence);
    ring = opened;
    owner = true;
    context.rings().opened(name, opened);
    housekeeping = new Housekeeping(context, this, opened, start.snapshot());
    housekeeping.start();
  }

  private void applied(
      StoredRecord stored, @Nullable JsonNode connector, RecordPut.Outcome.Confirmed confirmed) {
    synchronized (guard) {
      state.apply(stored.sequence(), stored.header(), connector);
    }
    trust = trust.confirmed(confirmed.sent(), confirmed.date());
    lastRecord = confirmed.sent();
    if (stored.header().table()) {
      tableAt = stored.sequence();
    }
  }

  /** Writes a transaction when it is its turn; the bytes that it takes in the store. */
  long commit(HeaderDraft draft, List<@Nullable ByteBuffer> frames, @Nullable JsonNode connector)
      throws InterruptedException {
    takeTurn();
    try {
      return append(draft, frames, connector);
    } finally {
      turn.give();
    }
  }

  /** Waits for the turn, then writes the record that {@code make} wants written then, if any. */
  boolean commit(Function<LogState, Optional<HeaderDraft>> make) throws InterruptedException {
    takeTurn();
    try {
      Optional<HeaderDraft> draft = read(make);
      if (draft.isPresent()) {
        append(draft.get(), List.of(), null);
      }
      return draft.isPresent();
    } finally {
      turn.give();
    }
  }

  private void takeTurn() throws InterruptedException {
    requireOwner();
    try {
      turn.take();
    } catch (ChannelClosed e) {
      throw exit();
    }
  }

  private long append(
      HeaderDraft draft, List<@Nullable ByteBuffer> frames, @Nullable JsonNode connector)
      throws InterruptedException {
    requireOwner();
    return written(() -> put(draft, frames, connector));
  }

  private long put(
      HeaderDraft draft, List<@Nullable ByteBuffer> frames, @Nullable JsonNode connector)
      throws InterruptedException {
    Fence.requireUnsealed(context, state);
    long sequence = state.next;
    complete(draft, sequence);
    RecordHeader header = draft.header(state, sequence, state.epoch, host.now());
    List<ByteBuffer> body = body(header, frames);
    return switch (puts.put(sequence, body, draft.nonce, draft.drawn, trust, retention())) {
      case RecordPut.Outcome.Taken taken -> throw new Exit.Fenced(name, sequence);
      case RecordPut.Outcome.Confirmed confirmed -> {
        StoredRecord stored = new StoredRecord(sequence, header, frames.toArray(new ByteBuffer[0]));
        applied(stored, connector, confirmed);
        if (ring != null) {
          ring.append(stored);
        }
        yield body.stream().mapToLong(ByteBuffer::remaining).sum()
            + header.parts().stream().mapToLong(RecordHeader.Part::bytes).sum();
      }
    };
  }

  private void complete(HeaderDraft draft, long sequence) {
    if (draft.clock == null) {
      draft.clock = state.clock;
    }
    // A bare fence at a multiple cannot hold the table; then the record behind it does.
    draft.table = tableAt < sequence - sequence % LogPaths.SEGMENT;
    if (draft.table) {
      draft.journals.putAll(state.journals);
      draft.schemas.putAll(state.schemas);
      draft.lineage = draft.lineage == null ? state.lineage : draft.lineage;
      draft.wholeCut = draft.wholeCut == null ? state.cut : draft.wholeCut;
    }
    synchronized (guard) {
      draft.written.addAll(written);
      written.clear();
    }
  }

  private static List<ByteBuffer> body(RecordHeader header, List<@Nullable ByteBuffer> frames) {
    List<ByteBuffer> body = new ArrayList<>(1 + frames.size());
    body.add(ByteBuffer.wrap(HeaderCodec.encode(header)));
    for (int i = 0; i < frames.size(); i++) {
      ByteBuffer frame = frames.get(i);
      if (header.frames().get(i).part() < 0 && frame != null) {
        body.add(frame);
      }
    }
    return body;
  }

  /** Registers this producer with collections that it has not written to before. */
  void register(Collection<JournalName> journals) throws InterruptedException {
    try {
      registration.register(journals, retention().dividedBy(4));
    } catch (Exit e) {
      throw end(e);
    }
  }

  PayloadUpload upload(String nonce) {
    long epoch = read(s -> s.epoch);
    return new PayloadUpload(context, name, folder(epoch, nonce), retention().dividedBy(4));
  }

  static String folder(long epoch, String nonce) {
    return HexFormat.of().toHexDigits(epoch) + '-' + nonce;
  }

  void abandoned(String nonce) {
    Housekeeping keeper = housekeeping;
    if (keeper != null) {
      keeper.abandoned(folder(read(s -> s.epoch), nonce));
    }
  }

  private Lanes lanes() {
    return new Lanes() {
      @Override
      public Map<JournalName, Long> ends() {
        return read(LogState::ends);
      }

      @Override
      public int number(JournalName journal) {
        return read(s -> s.journalNumbers.getOrDefault(journal, -1));
      }
    };
  }

  /** A fragment is known to exist: the next record says so. */
  void fragmentWritten(String key) {
    synchronized (guard) {
      if (state.unwritten.remove(key) != null) {
        written.add(key);
      }
    }
  }

  /** How long until the next heartbeat is due. */
  Duration untilHeartbeat() {
    return retention().dividedBy(8).minus(Moment.of(host).since(lastRecord));
  }

  LogName name() {
    return name;
  }

  void requireOwner() {
    if (ended != null) {
      throw exit();
    }
    if (!owner) {
      throw new IllegalStateException("the log " + name + " has no fence of this process yet");
    }
  }

  private void requireUnfenced() {
    if (ended != null) {
      throw exit();
    }
    if (owner) {
      throw new IllegalStateException("the log " + name + " has its fence already");
    }
  }

  private Exit exit() {
    Exit why = ended;
    return why == null ? new Exit.Closed(name) : why;
  }

  /** Ends this ownership; the reason that counts is the first. */
  Exit end(Exit why) {
    synchronized (guard) {
      Exit before = ended;
      if (before != null) {
        return before;
      }
      ended = why;
    }
    turn.end();
    if (housekeeping != null) {
      housekeeping.cancel();
    }
    if (ring != null) {
      context.rings().closed(name, ring);
    }
    if (!(why instanceof Exit.Closed)) {
      listeners.forEach(listener -> listener.accept(why));
    }
    return why;
  }

  Optional<Exit> ended() {
    return Optional.ofNullable(ended);
  }

  void onEnd(Consumer<Exit> listener) {
    listeners.add(listener);
    Exit already = ended;
    if (already != null && !(already instanceof Exit.Closed)) {
      listener.accept(already);
    }
  }

  void keepHouse() throws InterruptedException, StoreTrouble {
    requireOwner();
    Objects.requireNonNull(housekeeping).round(false);
  }

  void close() {
    end(new Exit.Closed(name));
  }

  void finish() throws InterruptedException {
    Housekeeping keeper = housekeeping;
    try {
      if (ended == null && keeper != null) {
        keeper.finish();
      }
    } finally {
      close();
    }
  }
}
