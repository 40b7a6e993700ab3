package dev.firth.shard.context;

import dev.firth.shard.policy.ClosePolicy;
import dev.firth.specs.TransactionSpec;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How shards of this process behave.
 *
 * @param memory bytes of documents that one transaction holds before it spills to disk
 * @param spill folder of spilled documents; disposable
 * @param transactionBytes bytes of documents at which a transaction closes
 * @param transactionDocuments documents at which a transaction closes
 * @param maxRate transactions a second of tasks that name no rate
 * @param stopBound how long a shard that was asked to stop waits for its connector to come to a
 *     checkpoint
 * @param once whether captures may end when they have captured all that there is
 * @param takeOver whether a destination that another store filled is emptied and filled anew
 */
public record ShardSettings(
    long memory,
    Path spill,
    long transactionBytes,
    long transactionDocuments,
    double maxRate,
    Duration stopBound,
    boolean once,
    boolean takeOver) {
  private static final double UNLOGGED_RATE = 1000;

  /** For an embedded store: 64 MiB in memory, transactions of about 32 MiB, 200 a second. */
  public static ShardSettings local(Path spill) {
    return new ShardSettings(
        64L << 20, spill, 32L << 20, 1_000_000, 200, Duration.ofMillis(500), false, false);
  }

  public ShardSettings withOnce(boolean once) {
    return new ShardSettings(
        memory, spill, transactionBytes, transactionDocuments, maxRate, stopBound, once, takeOver);
  }

  public ShardSettings withTakeOver(boolean takeOver) {
    return new ShardSettings(
        memory, spill, transactionBytes, transactionDocuments, maxRate, stopBound, once, takeOver);
  }

  public ShardSettings withMaxRate(double maxRate) {
    return new ShardSettings(
        memory, spill, transactionBytes, transactionDocuments, maxRate, stopBound, once, takeOver);
  }

  /** When the transactions of a task close that is a commit of its log each. */
  public ClosePolicy policy(TransactionSpec spec) {
    return policy(spec, maxRate);
  }

  /**
   * When the transactions of a task close whose destination keeps the checkpoint: they cost no
   * commit of the log.
   */
  public ClosePolicy authoritativePolicy(TransactionSpec spec) {
    return policy(spec, Math.max(maxRate, UNLOGGED_RATE));
  }

  private ClosePolicy policy(TransactionSpec spec, double maxRate) {
    return new ClosePolicy(
        spec.minDuration(),
        spec.maxDuration(),
        spec.maxRate().orElse(maxRate),
        transactionBytes,
        transactionDocuments);
  }
}
