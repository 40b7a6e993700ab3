package dev.firth.journals.read;

import dev.firth.journals.log.Cut;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads sources from a cut on: history, log objects, live tail, every transaction of every producer
 * once and whole, in the order of its log. Sources at equal positions of a log move together; one
 * behind catches up alone.
 */
public final class JournalReader implements AutoCloseable {
  /** Begins to read in the background. */
  public JournalReader(ReadContext context, List<ReadSource> sources, Cut start) {
    throw new IllegalStateException("under construction");
  }

  /**
   * The next transactions that hold documents of the sources, or a seal.
   *
   * @return null if none came in time
   * @throws ReadFailed if reading cannot go on
   */
  public @Nullable ReadRecord next(Duration wait) throws InterruptedException {
    throw new IllegalStateException("under construction");
  }

  /**
   * The position after what {@link #next} returned, and after records behind it that hold nothing
   * for us.
   */
  public Cut cut() {
    throw new IllegalStateException("under construction");
  }

  /** Whether every known log is read to the end that it had when this was asked. */
  public boolean atHead() {
    throw new IllegalStateException("under construction");
  }

  @Override
  public void close() {}
}
