package dev.firth.protocol;

import dev.firth.specs.SecretMask;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a connector, as a sentence for the person who must act. Connectors throw it
 * to say so themselves; a session throws it for a connector that died or that broke the protocol.
 * It never holds a secret, so neither may the sentence that a connector writes.
 */
public final class ConnectorFailure extends RuntimeException {
  private final String reason;
  private final boolean pause;
  private final int exitCode;

  private ConnectorFailure(
      String message, String reason, boolean pause, int exitCode, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.pause = pause;
    this.exitCode = exitCode;
  }

  /** A failure that may pass: the task starts the connector again after a while. */
  public static ConnectorFailure of(String sentence) {
    return new ConnectorFailure(sentence, "", false, -1, null);
  }

  /** A failure that may pass, and what caused it. */
  public static ConnectorFailure of(String sentence, Throwable cause) {
    return new ConnectorFailure(sentence, "", false, -1, cause);
  }

  /**
   * A failure that only a person can end: the task pauses.
   *
   * @param reason one word in CamelCase for conditions and metrics, such as {@code FileChanged}
   */
  public static ConnectorFailure pause(String reason, String sentence) {
    return new ConnectorFailure(sentence, reason, true, -1, null);
  }

  /** The same failure as a process reported it. */
  public static ConnectorFailure exited(
      String sentence, String reason, boolean pause, int exitCode) {
    return new ConnectorFailure(sentence, reason, pause, exitCode, null);
  }

  /** The same failure in words without secrets; a cause that holds one is left out. */
  public ConnectorFailure masked(SecretMask mask) {
    String shown = mask.apply(String.valueOf(getMessage()));
    return new ConnectorFailure(shown, reason, pause, exitCode, open(getCause(), mask));
  }

  private static @Nullable Throwable open(@Nullable Throwable cause, SecretMask mask) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      String text = at.toString();
      if (!mask.apply(text).equals(text)) {
        return null;
      }
    }
    return cause;
  }

  /** One word in CamelCase, if the connector named one. */
  public Optional<String> reason() {
    return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
  }

  /** Whether starting the connector again is of no use before a person has acted. */
  public boolean pauses() {
    return pause;
  }

  /**
   * The exit code of a process that ended with one other than zero; 128 + n if signal n ended it.
   */
  public OptionalInt exitCode() {
    return exitCode < 0 ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }
}
