package dev.firth.protocol.sdk;

import org.jspecify.annotations.Nullable;

/** Where a connector's requests come from. */
public interface Requests<Q> {
  /** The next one, or null once Firth has said that none follows. Blocks. */
  @Nullable Q next() throws InterruptedException;
}
