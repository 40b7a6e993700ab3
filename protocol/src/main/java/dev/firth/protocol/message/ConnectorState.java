package dev.firth.protocol.message;

/**
 * A connector's own state as of a message.
 *
 * @param mergePatch whether {@code updated} is an RFC 7396 patch onto the state before it, rather
 *     than all of it
 */
public record ConnectorState(RawJson updated, boolean mergePatch) {
  /** Replaces the state. */
  public static ConnectorState full(RawJson state) {
    return new ConnectorState(state, false);
  }

  /** Patches the state. */
  public static ConnectorState patch(RawJson patch) {
    return new ConnectorState(patch, true);
  }
}
