package dev.firth.journals.log;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of one shard, as its owner has it: recover, fence, commit, close. Housekeeping
 * (heartbeats, fragments, snapshots, boundaries, garbage) runs by itself once the fence stands.
 *
 * <p>Any method may throw an {@link Exit}: the shard must end; every later call throws the same.
 */
public final class ShardLog implements AutoCloseable {
  private ShardLog() {}

  /** Reads the log to its first free sequence. Nothing is written, nothing runs yet. */
  public static ShardLog recover(LogContext context, LogName name) throws InterruptedException {
    throw new IllegalStateException("under construction");
  }

  /** What the log's records add up to, as of the last record read or committed. */
  public Recovered state() {
    throw new IllegalStateException("under construction");
  }

  /**
   * Becomes the owner by a bare fence: it skips forward over others' records, which are then part
   * of {@link #state}. For tasks whose log alone is authoritative.
   */
  public void fence() throws InterruptedException {
    throw new IllegalStateException("under construction");
  }

  /**
   * Becomes the owner without skipping: for materializations, after their destination is open.
   *
   * @param opened the cut that Open returned, which wins over the log's, older or not; null if the
   *     destination returned none and the log's holds
   * @throws Superseded if another's record came in between: recover, open, fence again
   */
  public void fenceAt(@Nullable Cut opened) throws InterruptedException, Superseded {
    throw new IllegalStateException("under construction");
  }

  /** The handle to append to a journal; keep it. */
  public Journal journal(JournalName name, String schemaHash) {
    throw new IllegalStateException("under construction");
  }

  /** Begins a transaction: its clock is fixed now. The one before must be committed or closed. */
  public TransactionBuilder begin() {
    return begin(HybridClock.ZERO);
  }

  /**
   * Begins a transaction whose clock lies above {@code inputs}.
   *
   * @param inputs the highest clock among what is read; one more than 30 s ahead of this machine's
   *     is refused
   */
  public TransactionBuilder begin(HybridClock inputs) {
    throw new IllegalStateException("under construction");
  }

  /** Why the log ended, if it has: also when a heartbeat found out. */
  public Optional<Exit> ended() {
    throw new IllegalStateException("under construction");
  }

  /** Calls back once, from any fork, when the log ends for another reason than {@link #close}. */
  public void onEnd(Consumer<Exit> listener) {
    throw new IllegalStateException("under construction");
  }

  /** Drops ownership without writing anything more. */
  @Override
  public void close() {
    throw new IllegalStateException("under construction");
  }

  /**
   * A clean end: cuts all journals into fragments, waits until they are written, writes a snapshot,
   * closes. Does nothing more than {@link #close} on a log that has ended or was never fenced.
   */
  public void finish() throws InterruptedException {
    throw new IllegalStateException("under construction");
  }
}
