package dev.firth.shard.failure;

/** Why a shard cannot go on, as a sentence for the person who must act. It holds no secret. */
public final class ShardException extends RuntimeException {
  private final String reason;
  private final boolean pauses;

  private ShardException(String reason, boolean pauses, String sentence) {
    super(sentence);
    this.reason = reason;
    this.pauses = pauses;
  }

  /**
   * Only a person can end it: the task pauses.
   *
   * @param reason one word in CamelCase for conditions and metrics, such as {@code SchemaViolation}
   */
  public static ShardException pause(String reason, String sentence) {
    return new ShardException(reason, true, sentence);
  }

  /** It may pass: the task tries again after a while. */
  public static ShardException retry(String reason, String sentence) {
    return new ShardException(reason, false, sentence);
  }

  public String reason() {
    return reason;
  }

  /** Whether trying again is of no use before a person has acted. */
  public boolean pauses() {
    return pauses;
  }
}
