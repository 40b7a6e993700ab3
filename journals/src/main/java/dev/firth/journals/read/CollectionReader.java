package dev.firth.journals.read;

import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.Cut;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All committed documents of one collection, from fragments and logs, for people and tests: needs
 * no running owner. Producers come one record at a time, each in its own order.
 */
public final class CollectionReader implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final JournalReader reader;

  /**
   * @param partitions which partitions, by {@link dev.firth.journals.log.JournalName#partition()}
   * @param since transactions committed before are left out; {@link Instant#EPOCH} for all
   */
  public CollectionReader(
      ReadContext context, CollectionName collection, Predicate<String> partitions, Instant since) {
    this.reader =
        new JournalReader(
            context,
            List.of(new ReadSource("read.0", collection, partitions, List.of())),
            Cut.EMPTY,
            new Position.At(0, before(since)));
  }

  private static HybridClock before(Instant since) {
    long millis = since.toEpochMilli();
    return millis <= 0 ? HybridClock.ZERO : new HybridClock(millis - 1, 0xffff);
  }

  /**
   * The next documents.
   *
   * @return null once all that was committed has been returned
   */
  public @Nullable ReadRecord next() throws InterruptedException {
    while (true) {
      ReadRecord read = reader.next(LOOK);
      if (read != null) {
        return read;
      }
      if (reader.atHead()) {
        ReadRecord last = reader.next(Duration.ZERO);
        if (last != null || reader.atHead()) {
          return last;
        }
      }
    }
  }

  /**
   * The next documents, also of the future.
   *
   * @return null if none came in time
   */
  public @Nullable ReadRecord follow(Duration wait) throws InterruptedException {
    return reader.next(wait);
  }

  @Override
  public void close() {
    reader.close();
  }
}
