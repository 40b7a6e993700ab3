package dev.firth.journals.log;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The shard must end: its process's memory of the log is no longer safe to act on. Connector
 * killed, memory dropped; a new start reads the log, which decides. The message says what a person
 * needs to know.
 */
public abstract sealed class Exit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private Exit(String message) {
    super(message);
  }

  /** Somebody else wrote the record that this owner wanted to write: it is the owner now. */
  public static final class Fenced extends Exit {
    private static final long serialVersionUID = 1;

    public Fenced(LogName log, long sequence) {
      super(
          "The log "
              + log
              + " has another owner: record "
              + sequence
              + " is not ours. This is normal after a restart or a replacement of the shard; this process ends its part.");
    }
  }

  /**
   * The last confirmed commit is older than half of the log's retention: a success would prove
   * nothing.
   */
  public static final class Untrusted extends Exit {
    private static final long serialVersionUID = 1;

    public Untrusted(LogName log, Duration age, Duration retention) {
      super(
          "The log %s: the last confirmed commit is %d s old, more than half of its retention of %d s, so nothing that the store answers can be trusted. The shard starts again from the log."
              .formatted(log, age.toSeconds(), retention.toSeconds()));
    }
  }

  /** A quarter of the retention did not suffice to learn whether a record was written. */
  public static final class Unresolved extends Exit {
    private static final long serialVersionUID = 1;

    public Unresolved(LogName log, long sequence, String why) {
      super(
          "The log %s: whether record %d was written is still unknown (%s). The shard starts again from the log."
              .formatted(log, sequence, why));
    }
  }

  /** This machine's clock and the store's differ too much. */
  public static final class ClockSkew extends Exit {
    private static final long serialVersionUID = 1;

    public ClockSkew(Instant ours, Instant stores) {
      super(
          "ClockSkew: this machine's clock says %s, the store's says %s. Correct this machine's clock (NTP); until then nothing is committed."
              .formatted(ours, stores));
    }
  }

  /** The store refuses what the log needs. */
  public static final class StoreRefused extends Exit {
    private static final long serialVersionUID = 1;

    public StoreRefused(LogName log, String what, String why) {
      super("The log %s: the store refuses to %s: %s.".formatted(log, what, why));
    }
  }

  /** The log is sealed: its children own its keys. */
  public static final class Sealed extends Exit {
    private static final long serialVersionUID = 1;
    private final transient Seal seal;

    public Sealed(LogName log, Seal seal) {
      super("The log " + log + " is sealed; its key range belongs to " + seal.children() + ".");
      this.seal = seal;
    }

    public Seal seal() {
      return seal;
    }
  }

  /** Objects of the log do not fit together: deleted or changed by other hands. */
  public static final class Damaged extends Exit {
    private static final long serialVersionUID = 1;

    public Damaged(LogName log, @Nullable String what) {
      super("The log " + log + " is damaged: " + what + ".");
    }
  }

  /** The owner closed the log; nothing can be written to it any more. */
  public static final class Closed extends Exit {
    private static final long serialVersionUID = 1;

    public Closed(LogName log) {
      super("The log " + log + " was closed by this process.");
    }
  }
}
