package dev.firth.journals.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The log of one shard, as its owner has it: recover, fence, commit, close. Housekeeping
 * (heartbeats, fragments, snapshots, boundaries, garbage) runs by itself once the fence stands.
 *
 * <p>Any method may throw an {@link Exit}: the shard must end; every later call throws the same.
 * One thread at a time fills and commits transactions; the other methods may be called from any.
 */
public final class ShardLog implements AutoCloseable {
  private final LogContext context;
  private final LogName name;
  private final OwnedLog owned;
  private final BodyWriter writer = new BodyWriter();
  private final Map<String, Journal> handles = new HashMap<>();
  private @Nullable TransactionBuilder open;

  private ShardLog(LogContext context, LogName name, OwnedLog owned) {
    this.context = context;
    this.name = name;
    this.owned = owned;
  }

  /** Reads the log to its first free sequence. Nothing is written, nothing runs yet. */
  public static ShardLog recover(LogContext context, LogName name) throws InterruptedException {
    return new ShardLog(
        context, name, new OwnedLog(context, name, new LogReplay(context, name).replay()));
  }

  public LogName name() {
    return name;
  }

  /**
   * What the log's records add up to, as of the last record read or committed. Copies the
   * connector's state: for starts and for people, not for every transaction.
   */
  public Recovered state() {
    return owned.read(LogState::recovered);
  }

  /**
   * Becomes the owner by a bare fence: it skips forward over others' records, which are then part
   * of {@link #state}. For tasks whose log alone is authoritative.
   */
  public void fence() throws InterruptedException {
    owned.fence();
  }

  /**
   * Becomes the owner without skipping: for materializations, after their destination is open.
   *
   * @param opened the cut that Open returned, which wins over the log's, older or not; null if the
   *     destination returned none and the log's holds
   * @throws Superseded if another's record came in between: recover, open, fence again
   */
  public void fenceAt(@Nullable Cut opened) throws InterruptedException, Superseded {
    owned.fenceAt(opened);
  }

  /** The handle to append to a journal; the same arguments give the same one. */
  public Journal journal(JournalName journal, String schemaHash) {
    return handles.computeIfAbsent(
        journal.path() + ' ' + schemaHash,
        key -> {
          Journal handle = new Journal(journal, schemaHash, handles.size());
          writer.add(handle);
          return handle;
        });
  }

  /** Begins a transaction: its clock is fixed now. The one before must be committed or closed. */
  public TransactionBuilder begin() {
    return begin(HybridClock.ZERO);
  }

  /**
   * Begins a transaction whose clock lies above {@code inputs}.
   *
   * @param inputs the highest clock among what is read; one more than 30 s ahead of this machine's
   *     is not adopted
   */
  public TransactionBuilder begin(HybridClock inputs) {
    owned.requireOwner();
    if (open != null) {
      throw new IllegalStateException("the transaction before is neither committed nor closed");
    }
    Instant now = context.host().now();
    TransactionBuilder builder =
        new TransactionBuilder(this, writer, owned.nextClock(inputs, now), now, owned.nonce());
    open = builder;
    return builder;
  }

  /** Why the log ended, if it has: also when a heartbeat found out. */
  public Optional<Exit> ended() {
    return owned.ended();
  }

  /** Calls back once, from any fork, when the log ends for another reason than {@link #close}. */
  public void onEnd(Consumer<Exit> listener) {
    owned.onEnd(listener);
  }

  /** Drops ownership without writing anything more. */
  @Override
  public void close() {
    owned.close();
  }

  /**
   * A clean end: cuts all journals into fragments, waits until they are written, writes a snapshot,
   * closes. Does nothing more than {@link #close} on a log that has ended or was never fenced.
   */
  public void finish() throws InterruptedException {
    owned.finish();
  }

  /**
   * One round of housekeeping in the caller's thread; for tests whose host runs none beside them.
   */
  void keepHouse() throws InterruptedException, StoreTrouble {
    owned.keepHouse();
  }

  LogContext context() {
    return context;
  }

  /** Commits a transaction; the bytes that it takes in the store. */
  long commit(HeaderDraft draft, List<@Nullable ByteBuffer> frames, @Nullable JsonNode state)
      throws InterruptedException {
    owned.register(draft.journals.values());
    return owned.commit(draft, frames, state);
  }

  void await(PayloadUpload parts) throws InterruptedException {
    try {
      parts.await();
    } catch (Exit e) {
      throw owned.end(e);
    }
  }

  PayloadUpload upload(String nonce) {
    return owned.upload(nonce);
  }

  void abandoned(String nonce) {
    owned.abandoned(nonce);
  }

  void released(TransactionBuilder builder) {
    if (open == builder) {
      open = null;
      writer.reset();
    }
  }

  long lastSequence() {
    return owned.read(s -> s.next - 1);
  }

  Long laneEnd(JournalName journal) {
    return owned.read(s -> s.end(journal));
  }

  /** The interned number; -1 if there is none. */
  int journalNumber(JournalName journal) {
    return owned.read(s -> s.journalNumbers.getOrDefault(journal, -1));
  }

  int journalCount() {
    return owned.read(s -> s.journals.isEmpty() ? 0 : s.journals.lastKey() + 1);
  }

  /** The interned number; -1 if there is none. */
  int schemaNumber(String hash) {
    return owned.read(s -> s.schemaNumbers.getOrDefault(hash, -1));
  }

  int schemaCount() {
    return owned.read(s -> s.schemas.isEmpty() ? 0 : s.schemas.lastKey() + 1);
  }

  @Nullable JsonNode connectorState() {
    return owned.read(LogState::recovered).connectorState().orElse(null);
  }

  /** The lineage with a seal that ends every lane where it is now, or where {@code ends} says. */
  Lineage sealed(List<Seal.Child> children, Map<JournalName, Long> ends) {
    return owned.read(
        s -> {
          Map<JournalName, Long> lanes = new HashMap<>(s.recovered().lanes());
          lanes.putAll(ends);
          Lineage l = s.lineage;
          return new Lineage(
              l.pieces(),
              l.promise(),
              l.declined(),
              Optional.of(new Seal(children, lanes)),
              l.owes(),
              l.parents());
        });
  }
}
